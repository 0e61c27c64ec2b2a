import type { StorageFault } from '#web/db/database.ts'
import { m } from '#web/paraglide/messages.js'
import { storageText } from '#web/storage-words.ts'
import type { PictureFault } from './read-picture.ts'

/** What is wrong with a file that was to be a picture, or with the room for it, and what to do. */
export function pictureFaultText({ code }: PictureFault | StorageFault): string {
	switch (code) {
		case 'photo-type':
			return m['photo-type']()
		case 'photo-too-large':
			return m['photo-too-large']()
		case 'photo-unreadable':
			return m['photo-unreadable']()
		case 'storage-full':
		case 'storage-outdated':
		case 'storage-unavailable':
			return storageText(code)
	}
}
