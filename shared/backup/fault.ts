/** Why a file cannot be restored; each equals the end of its key in the catalogue. */
export type BackupFault = {
	code:
		/** It holds nothing at all. */
		| 'empty-file'
		/** It is something else. */
		| 'not-a-backup'
		/** It was one: cut off, or changed on the way. */
		| 'damaged'
		/** A later version of the app wrote it, in a form that this one does not know. */
		| 'newer-format'
		/** A later version of the app wrote it, with tables that this one does not know. */
		| 'newer-schema'
		| 'wrong-passphrase'
}
