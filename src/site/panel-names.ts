/** The panels of an article's page, in order, unless `panels:` of `sourcebook.yaml` has its own. */
export const panelNames = ['record', 'computation', 'properties', 'citedBy', 'connections', 'backlinks', 'related'] as const;

export type PanelName = (typeof panelNames)[number];
