/** The list of keys, in a dialog; with what a reader may rather have off. */
import { keyWords } from '../../shared/words/keys.ts';
import styles from '../styles/key-sheet.css?inline';
import { adoptStyles } from './adopt-styles.ts';
import { sayingOf } from './say.ts';
import { store, stored } from './stored.ts';

const say = sayingOf(keyWords);

let sheet: HTMLDialogElement | undefined;

export function openKeySheet(): void {
  adoptStyles(styles);
  sheet ??= makeSheet();
  sheet.showModal();
}

function makeSheet(): HTMLDialogElement {
  const dialog = document.createElement('dialog');
  dialog.className = 'key-sheet';
  dialog.ariaLabel = say('keys');
  const isMac = /Mac|iPhone|iPad/.test(navigator.platform);
  const [command, option] = isMac ? ['⌘', '⌥'] : ['Ctrl', 'Alt'];
  const hasPreviews = document.querySelector('main[data-previews]') !== null;

  const list = element('dl');
  if (document.querySelector('[data-search-open]')) list.append(entry(say('search'), ['/'], [command, 'K']));
  for (const place of document.querySelectorAll<HTMLElement>('[data-key]'))
    list.append(entry(place.dataset['keyLabel'] ?? place.textContent.trim(), ['g', place.dataset['key'] ?? '']));
  if (hasPreviews)
    list.append(entry(say('keyEnterPreview'), [option, '↓']), entry(say('keyClosePreview'), ['Esc'], [option, '↑']));
  list.append(entry(say('keyThisList'), ['?']));

  const choices = element('div', checkbox('keys', say('keySingle')));
  choices.className = 'key-choices';
  if (hasPreviews) choices.append(checkbox('previews', say('keyPreviews')));

  const close = element('button', say('close'));
  close.type = 'submit';
  close.autofocus = true;
  const form = element('form', close);
  form.method = 'dialog';
  dialog.append(element('h2', say('keys')), list, choices, form);
  // A click on the backdrop is a click on the dialog itself.
  dialog.addEventListener('click', ({ target }) => {
    if (target === dialog) dialog.close();
  });
  document.body.append(dialog);
  return dialog;
}

/** @param ways each the keys pressed together or one after the other */
function entry(what: string, ...ways: readonly (readonly string[])[]): HTMLElement {
  const keys = element('dd');
  for (const [index, way] of ways.entries()) {
    if (index > 0) keys.append(` ${say('keyOr')} `);
    for (const key of way) keys.append(element('kbd', key), ' ');
  }
  return element('div', element('dt', what), keys);
}

function checkbox(key: string, words: string): HTMLElement {
  const box = element('input');
  box.type = 'checkbox';
  box.checked = stored(key) !== 'off';
  box.addEventListener('change', () => store(key, box.checked ? 'on' : 'off'));
  return element('label', box, ` ${words}`);
}

function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  made.append(...children);
  return made;
}
