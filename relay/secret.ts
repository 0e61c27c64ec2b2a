/** Shortest secret, in octets. */
const MIN_OCTETS = 32
/** Fewer different octets than this in 32 or more are not the work of chance: one in 10^25 secrets has so few. */
const MIN_DIFFERENT_OCTETS = 12

const HEX = /^(?:[0-9a-f]{2}){32,}$/i
const BASE64 = /^[A-Za-z0-9+/_-]+={0,2}$/

/** What examples and copied files put where a secret belongs. Compared without case, `-` and `_`. */
const PLACEHOLDERS =
	/change(me|this|it)|replace(me|this|with|by)|placeholder|yoursecret|yourkey|yourapp|putyour|insert(a|the|your)|example|opensslrand|notasecret|supersecret|topsecret|insecure/

/** Why a text is not a secret to build on. */
export type SecretFault = 'missing' | 'malformed' | 'short' | 'placeholder' | 'repetitive'

/**
 * The octets of a secret: hexadecimal (64 or more digits, an even number), or else base64 or base64url, padded or not.
 * Refuses what chance does not make: placeholders, repetitions, sequences of characters.
 */
export function parseSecret(text: string): Uint8Array | SecretFault {
	if (text === '') return 'missing'
	if (PLACEHOLDERS.test(text.toLowerCase().replaceAll(/[-_ ]/g, ''))) return 'placeholder'
	const isHex = HEX.test(text)
	if (!isHex && (!BASE64.test(text) || text.replace(/=+$/, '').length % 4 === 1)) return 'malformed'
	const octets = new Uint8Array(Buffer.from(text, isHex ? 'hex' : 'base64'))
	if (octets.length < MIN_OCTETS) return 'short'
	return isRepetitive(text, octets) ? 'repetitive' : octets
}

function isRepetitive(text: string, octets: Uint8Array): boolean {
	const characters = Uint8Array.from(text.replace(/=+$/, ''), (character) => character.charCodeAt(0))
	if (new Set(octets).size < MIN_DIFFERENT_OCTETS) return true
	return hasPeriod(octets) || hasPeriod(characters) || isMostlySequence(characters)
}

/** Whether the whole is its beginning, shorter than a secret, said twice or more. */
function hasPeriod(values: Uint8Array): boolean {
	for (let period = 1; period < MIN_OCTETS && period <= values.length / 2; period += 1) {
		if (values.every((value, index) => index < period || value === values[index - period])) return true
	}
	return false
}

/** Whether most characters are the one before plus or minus one, as in `abcdefgh…` and `98765432…`. */
function isMostlySequence(characters: Uint8Array): boolean {
	const steps = characters.filter((value, index) => index > 0 && Math.abs(value - (characters[index - 1] ?? 0)) === 1)
	return steps.length > characters.length / 2
}
