import { MemberImport } from './member-import.svelte.ts'

/**
 * The import that the screen shows, as long as the page lives: what was begun is still there when one comes back from
 * another screen. A file that is opened with the app is handed to it by `currentImport.take(file)`.
 */
export const currentImport = new MemberImport()
