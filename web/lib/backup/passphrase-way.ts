/** A phrase that is proposed, or one that the person has already. */
export type PassphraseWay = 'proposed' | 'own'

const KEY = 'backup-way'

/** How this person chose a passphrase the last time, in this window; the phrase itself is kept nowhere. */
export function readWay(): PassphraseWay {
	try {
		return sessionStorage.getItem(KEY) === 'own' ? 'own' : 'proposed'
	} catch {
		return 'proposed' // Storage is blocked: the choice starts anew.
	}
}

/** Remembers the choice over a reload. */
export function keepWay(way: string): void {
	try {
		sessionStorage.setItem(KEY, way)
	} catch {
		// Storage is blocked: the choice holds until the page is closed.
	}
}
