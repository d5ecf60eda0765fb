/** What docs/reference/errors.md says of each code. A code without a row is an error of types. */
import type { ErrorCode } from '../../src/shared/plain-error.ts';

export const errorMeanings: Readonly<Record<ErrorCode, { readonly means: string; readonly todo: string }>> = {
  'command-unknown': {
    means: 'There is no command of this name.',
    todo: 'Take one of the [commands](commands.md). `sourcebook help` lists them.',
  },
  'option-unknown': {
    means: 'The command has no such option.',
    todo: 'Take one of those that the message lists; `sourcebook COMMAND --help` says what each does.',
  },
  'option-invalid': {
    means: 'An option has no value, or one that it does not take.',
    todo: 'Write what the message expects: a path such as `/docs/` for `--base`, an address such as `https://wiki.example` for `--site`, a number from 0 to 65535 for `--port`.',
  },
  'option-missing': {
    means: 'The command cannot run without this option.',
    todo: 'Add it. `explain` wants to know from which article a link leads: `sourcebook explain "[[Moon]]" --from concepts/tides`.',
  },
  'options-conflict': {
    means: 'Two options exclude each other, or one needs another.',
    todo: 'Leave one of them out, or add the one that the message names.',
  },
  'argument-missing': {
    means: 'The command needs a word after its name, such as the link of `explain` or the revision of `diff`.',
    todo: 'Add it, as the usage in `sourcebook COMMAND --help` shows.',
  },
  'argument-unexpected': {
    means: 'There is a word that the command does not take.',
    todo: 'Remove it. Folders are named by options, such as `--content notes`, and a name with spaces needs quotes.',
  },
  'argument-invalid': {
    means: 'A word after the name of the command cannot be used, such as a file in the place of the folder of `init`.',
    todo: 'Name another one.',
  },
  'content-missing': {
    means: 'There is no folder of markdown where one is expected.',
    todo: 'Name it with `--content`. Paths start at the current folder; without the option, the folder is `content`. [`sourcebook init`](commands.md#init) starts a wiki.',
  },
  'content-unreadable': {
    means: 'The content folder is a file, or you may not read it.',
    todo: 'Name the folder that holds the markdown, and see that you may read it (`ls -ld FOLDER`).',
  },
  'privacy-unreadable': {
    means:
      'A wrong value of `private` or `audiences` in `sourcebook.yaml` hides which articles are private, so nothing is published.',
    todo: 'Mend the value; `sourcebook check` names its line. See [private notes](../how-to/keep-notes-private.md).',
  },
  'audience-unknown': {
    means: 'No article and no folder is for the audience of `--audience`.',
    todo: 'Take one of those that the message lists, or `public`. See [audiences](../how-to/keep-notes-private.md).',
  },
  'article-unknown': {
    means: 'The article that `--from` names is not in the wiki.',
    todo: 'Write its path, such as `concepts/Tides.md`, or its id, such as `concepts/tides`.',
  },
  'article-private': {
    means: 'The article that `--from` names is private, so no page of the site has its links.',
    todo: 'Ask from an article that is published.',
  },
  'link-invalid': {
    means: 'What `explain` was given is not one link into the wiki.',
    todo: 'Write it as an article does, in quotes: `"[[Name]]"` or `"[text](path.md)"`.',
  },
  'revision-unknown': {
    means: 'git cannot give the vault as it was at this revision, or the vault is in no repository.',
    todo: 'Look whether `git log REVISION` knows it. In CI, fetch the whole history (`fetch-depth: 0`).',
  },
  'baseline-missing': {
    means: 'The file of known findings does not exist.',
    todo: 'Create it with `sourcebook check --baseline FILE --update-baseline`, and commit it. See [new findings only](../how-to/check-a-wiki.md#new-findings-only).',
  },
  'baseline-invalid': {
    means: 'The file of known findings cannot be read, or is not one.',
    todo: 'Delete it and create it again with `--update-baseline`.',
  },
  'baseline-unwritable': {
    means: 'The file of known findings cannot be written.',
    todo: 'See that its folder exists and that you may write into it.',
  },
  'output-foreign': {
    means: 'The output folder holds files that Sourcebook did not make, which a build would remove.',
    todo: 'Choose a new or empty folder with `--out`.',
  },
  'output-conflict': {
    means: 'A file of yours in the output folder has the place of a file of the site.',
    todo: 'Move it away, or rename the article that gets this address, and build again.',
  },
  'output-inside-content': {
    means: 'The output folder is inside the folder of markdown, which a build never writes into.',
    todo: 'Choose a folder beside it, such as `--out ../site`.',
  },
  'output-unwritable': {
    means: 'The output folder cannot be written: it is a file, the disk is full, or you may not write into it.',
    todo: 'Mend what the message says, or choose another folder with `--out`. The last site is unchanged.',
  },
  'site-missing': {
    means: 'There is no built site to serve.',
    todo: 'Build one with `sourcebook build`, or name its folder with `--out`.',
  },
  'port-unusable': {
    means: 'Another program listens on the port, or it needs more rights.',
    todo: 'Choose another with `--port`, or a free one with `--port 0`.',
  },
  'private-text-found': {
    means: 'A file of the site would say something of a private article, so the site was not put in place.',
    todo: 'Take the name or the sentence out of the article that the message names, or publish both. See [private notes](../how-to/keep-notes-private.md).',
  },
  'own-code-unusable': {
    means: 'The code that the wiki brings along cannot be loaded or set up, or one of its hooks failed.',
    todo: 'The sentence names the file, the line where that is known, and the reason. Mend it, or leave it out with `--no-config`; [use your own code](../how-to/use-your-own-code.md) says what it may hold.',
  },
  'search-index-failed': {
    means: 'The program that makes the search index ended with an error.',
    todo: 'The message gives its reason, such as a full disk or too little memory. `features: { search: false }` in `sourcebook.yaml` builds without a search.',
  },
  'environment-invalid': {
    means: 'A variable of the environment has a value that cannot be used.',
    todo: 'Correct or unset it: `SOURCE_DATE_EPOCH` takes seconds since 1970, `SOURCEBOOK_CACHE_MAX` a size such as `500MB`.',
  },
  'environment-unusable': {
    means: 'The folder for temporary files or for the cache cannot be used.',
    todo: 'Free some space, or name another folder in `TMPDIR`. [`sourcebook doctor`](commands.md#doctor) shows which folders are used.',
  },
  'disk-unusable': {
    means:
      'A file or folder could not be read or written: the disk is full, a limit of the system is reached, or rights are missing.',
    todo: 'Mend what the message says and run the command again. Nothing is left half-written.',
  },
  'internal-error': {
    means: 'A fault of Sourcebook.',
    todo: 'Please report it, with the message and the output of [`sourcebook doctor`](commands.md#doctor).',
  },
};
