/** Requests that no browser of a reader sends. */
import { rmSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type Served, serve, temporaryVault } from '../support/site.ts';

const vault = temporaryVault({
  'Orbit.md': '# Orbit\n\n![[map.png]]\n',
  'Secret.md': '---\ndraft: true\n---\n\nZarquon.\n',
  'map.png': 'map',
  'folder/a.md': '# A\n',
});

describe.each(['preview', 'dev'])('%s', (command) => {
  let served: Served;
  beforeAll(async () => {
    await vault.build();
    served = await serve(command, ...(command === 'preview' ? ['--out', vault.out] : ['--content', vault.content]));
    return () => {
      served.stop();
    };
  });

  /** Sends a request as it is written, without what a client would tidy; gives the whole answer. */
  const send = (head: string): Promise<string> =>
    new Promise((done, fail) => {
      const { port } = new URL(served.url);
      const socket = connect(Number(port), '127.0.0.1', () => socket.write(`${head}\r\nConnection: close\r\n\r\n`));
      let answer = '';
      socket.on('data', (data) => {
        answer += data.toString('latin1');
      });
      socket.on('end', () => done(answer)).on('error', fail);
    });
  const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]);

  test.each([
    '/%',
    '/%00',
    '/%c0%ae%c0%ae/',
    '/..%2f..%2fetc%2fpasswd',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/....//....//etc/passwd',
    `/${'a'.repeat(300)}`,
    `/${'a/'.repeat(4000)}`,
    '/\\\\evil.example/..',
    'http://evil.example/',
    '*',
    '/orbit/%2e%2e/',
    '/__proto__/',
    '/constructor',
  ])('answers %j without a redirect, a stack or a file that is not of the site', async (path) => {
    const answer = await send(`GET ${path} HTTP/1.1\r\nHost: localhost`);
    expect([400, 404]).toContain(statusOf(answer));
    expect(answer).not.toMatch(/\bat .*\.ts:\d+|root:|Zarquon/);
    expect(await send('GET /orbit/ HTTP/1.1\r\nHost: localhost')).toContain('200 OK');
  });

  test.each([
    '//evil.example/%2e%2e',
    '//evil.example',
    '/\\evil.example',
    '//evil.example/..',
    '/%2f/evil.example',
    '/%5cevil.example',
  ])('never redirects off the site: %j', async (path) => {
    const answer = await send(`GET ${path} HTTP/1.1\r\nHost: localhost`);
    expect(/^location: *(.*)$/im.exec(answer)?.[1] ?? '/').toMatch(/^\/(?![/\\])/);
  });

  test.each(['evil.example', '127.0.0.1.evil.example', 'localhost.evil.example:80', '192.168.0.1', ''])(
    'does not answer a request to %j, which may be a name that was bound to this machine',
    async (host) => {
      const answer = await send(`GET /orbit/ HTTP/1.1\r\nHost: ${host}`);
      expect([400, 403]).toContain(statusOf(answer));
      expect(answer).not.toContain('Orbit');
    },
  );

  test.each(['localhost', 'LOCALHOST:1', '127.0.0.1', '[::1]:80'])('answers a request to %s', async (host) => {
    expect(statusOf(await send(`GET /orbit/ HTTP/1.1\r\nHost: ${host}`))).toBe(200);
  });

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'TRACE'])('does not answer %s', async (method) => {
    const answer = await send(`${method} /orbit/ HTTP/1.1\r\nHost: localhost`);
    expect(statusOf(answer)).toBe(405);
    expect(answer).toMatch(/allow: GET, HEAD/i);
  });

  test('answers HEAD without a body, and lists no folder', async () => {
    const head = await send('HEAD /orbit/ HTTP/1.1\r\nHost: localhost');
    expect([statusOf(head), head.split('\r\n\r\n')[1]]).toEqual([200, '']);
    expect(await send('GET /attachments/ HTTP/1.1\r\nHost: localhost')).toMatch(/^HTTP\/1\.1 404/);
  });

  test('is standing after thousands of requests at once', async () => {
    const { port } = new URL(served.url);
    const one = (index: number): Promise<number | string> =>
      new Promise((done) => {
        const path = ['/orbit/', '/folder/a/', '/nowhere/', '/%', '/orbit.json'][index % 5];
        request({ host: '127.0.0.1', port, path, headers: { host: 'localhost' }, agent: false }, (response) => {
          response.resume().on('end', () => done(response.statusCode ?? 0));
        })
          .on('error', (error: NodeJS.ErrnoException) => done(error.code ?? 'error'))
          .end();
      });
    const answers = await Promise.all(Array.from({ length: 2000 }, (_, index) => one(index)));
    expect(answers.filter((each) => each === 500)).toEqual([]);
    expect(answers.filter((each) => each === 200).length).toBeGreaterThan(600);
    expect(await send('GET /orbit/ HTTP/1.1\r\nHost: localhost')).toContain('200 OK');
  });
});

test('a picture that has just been deleted is not found', async () => {
  const own = temporaryVault({ 'a.md': '![[map.png]]\n', 'map.png': 'map' });
  onTestFinished(own.dispose);
  const served = await serve('dev', '--content', own.content);
  onTestFinished(served.stop);
  const page = await (await fetch(new URL('a/', served.url))).text();
  const picture = /<img[^>]* src="([^"]+)/.exec(page)?.[1] ?? '';
  expect((await fetch(new URL(picture, served.url))).status).toBe(200);
  rmSync(join(own.content, 'map.png'));
  expect((await fetch(new URL(picture, served.url))).status).toBe(404);
});

test('an attachment that a browser would run is sent as text, and an audience gets what is for it', async () => {
  const own = temporaryVault({
    'a.md': '[page](page.html) and [[b]]\n',
    'page.html': '<script>alert(1)</script>',
    'b.md': '---\naudience: team\n---\n\nFor the team.\n',
    'c.md': '---\nprivate: true\n---\n\nZarquon.\n',
  });
  onTestFinished(own.dispose);
  const served = await serve('dev', '--content', own.content, '--audience', 'team');
  onTestFinished(served.stop);
  const page = await (await fetch(new URL('a/', served.url))).text();
  const href = /href="([^"]*page[^"]*)"/.exec(page)?.[1] ?? '';
  const answer = await fetch(new URL(href, served.url));
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/plain; charset=utf-8']);
  expect((await fetch(new URL('b/', served.url))).status).toBe(200);
  expect((await fetch(new URL('c/', served.url))).status).toBe(404);
});
