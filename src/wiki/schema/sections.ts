import type { LiftedSection } from '../model.ts';

/** Headings of sections with a special meaning, collected from real wikis. */
const sectionNames: Readonly<Record<LiftedSection, readonly string[]>> = {
  summary: ['summary', 'tldr', 'abstract', 'zusammenfassung', 'résumé', 'resumen', '摘要', '概要', '总结', '要約'],
  connections: [
    'connections',
    'connected to',
    'related',
    'related articles',
    'related pages',
    'related notes',
    'related concepts',
    'related topics',
    'related entities',
    'see also',
    'cross references',
    'crossreferences',
    'cross links',
    'links',
    'relationships',
    'relations',
    'siehe auch',
    'verwandte themen',
    'verwandt',
    'verbindungen',
    'querverweise',
    'verknüpfungen',
    'voir aussi',
    'véase también',
    '相关',
    '参见',
    '关联',
    '関連',
    '関連項目',
  ],
  sources: [
    'sources',
    'references',
    'citations',
    'bibliography',
    'quellen',
    'literatur',
    'einzelnachweise',
    'fuentes',
    '来源',
    '参考文献',
    '出典',
  ],
};

const sectionByName = new Map(
  Object.entries(sectionNames).flatMap(([section, names]) => names.map((name) => [foldHeading(name), section as LiftedSection])),
);

/** The special section that a heading opens, ignoring case, punctuation and emoji; undefined for others. */
export function sectionOf(heading: string): LiftedSection | undefined {
  return sectionByName.get(foldHeading(heading));
}

function foldHeading(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}
