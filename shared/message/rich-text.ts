/**
 * A text with headings, lists, links, pictures and tables, its merge fields as they are typed: the editor's document as it
 * is kept. What it holds is looked at only when it is read: it may come out of another version, or another's backup.
 */
export type RichText = { type: 'doc'; content?: unknown }
