import { createHash } from 'node:crypto'

/** Text of the messages of a trial: the field `token` says whom each is meant for. */
export const TOKEN_TEXT = 'Bonjour, token:{{token}};'

/** What a message says of itself: its Message-ID, whom its text is meant for, a digest of all of it. */
export function readLetter(raw: Buffer): { messageId: string; token: string; digest: string } {
	const text = raw.toString('latin1')
	const withoutSoftEnds = text.replaceAll('=\r\n', '')
	return {
		messageId: /^message-id:\s*(\S+)/im.exec(text)?.[1] ?? '',
		token: /token:([\w-]+);/.exec(withoutSoftEnds)?.[1] ?? '',
		digest: createHash('sha1').update(raw).digest('base64url')
	}
}
