import { createHash } from 'node:crypto'

/** Whoever reads these may never have seen the app: both languages, one below the other. */
const WORDS = {
	question: {
		title: 'Se désinscrire',
		french: 'Ne plus recevoir ces messages ? Confirmez, et l’association l’apprendra à sa prochaine connexion.',
		english: 'Stop receiving these messages? Confirm, and the club will know the next time it connects.'
	},
	done: {
		title: 'C’est noté',
		french: 'C’est noté : l’association ne vous enverra plus ces messages. Vous pouvez fermer cette page.',
		english: 'Done: the club will send you no more of these messages. You may close this page.'
	},
	unknown: {
		title: 'Lien inconnu',
		french: 'Ce lien n’est pas, ou plus, valable. Répondez au message reçu pour le dire à l’association.',
		english: 'This link is not valid, or no longer. Reply to the message to tell the club.'
	}
}

const STYLE =
	'body{font:18px/1.5 system-ui,sans-serif;max-width:34rem;margin:12vh auto;padding:0 1.5rem;color:#1d2733;background:#f6f7f9}' +
	'button{font:inherit;padding:.7rem 1.4rem;border:0;border-radius:.6rem;background:#1f4e79;color:#fff;cursor:pointer}' +
	'[lang=en]{color:#55606e}' +
	'@media(prefers-color-scheme:dark){body{color:#e8ecf1;background:#14181d}[lang=en]{color:#a9b4c0}button{background:#8ec1f0;color:#10202f}}'

/** Allows the style above and the one form, and nothing else. */
export const PAGE_POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`

/** One of the pages that the link of a letter shows. Nothing of a request stands in it. */
export function unsubscribePage(which: keyof typeof WORDS): string {
	const { title, french, english } = WORDS[which]
	// The same form as a mail program sends it (RFC 8058 §3.1).
	const form =
		which === 'question'
			? '<form method="post"><input type="hidden" name="List-Unsubscribe" value="One-Click"><button>Ne plus les recevoir · Unsubscribe</button></form>'
			: ''
	return `<!doctype html>
<html lang="fr"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">
<title>${title}</title><style>${STYLE}</style>
<main><h1>${title}</h1><p>${french}</p>${form}<p lang="en">${english}</p></main>
</html>
`
}
