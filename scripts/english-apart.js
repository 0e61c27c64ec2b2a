/**
 * Vite plugin over the compiled catalogue: leaves French in every message, so that a screen brings its own words along,
 * and gathers English in one part of the app, loaded at the start by those who chose it (web/lib/language.ts). Paraglide
 * would put both languages into every screen.
 *
 * `messages/_index.js?english` exports every message in English.
 */
const MESSAGE = /[\\/]paraglide[\\/]messages[\\/][^\\/]+\.js(\?english)?$/
const CHOICE =
	/\(inputs(?: = \{\})?, options = \{\}\) => \{\n\tconst locale = .*\n.* return (en_\w+)\(inputs\)\n\treturn (fr_\w+)\(inputs\)\n\}/
const NAME = /^export (?:\{ \w+ as ("[^"]+") \}|const (\w+))/m

/** @returns {import('vite').Plugin} */
export function englishApart() {
	return {
		name: 'english-apart',
		apply: 'build',
		applyToEnvironment: ({ name }) => name === 'client',
		transform: { filter: { id: MESSAGE }, handler: (code, id) => oneLanguage(code, id.endsWith('?english')) }
	}
}

/**
 * @param {string} code what Paraglide compiled: one message, or the index of all
 * @param {boolean} english
 */
function oneLanguage(code, english) {
	if (code.includes('export * from')) return english ? code.replaceAll(/\.js'/g, ".js?english'") : code
	if (!CHOICE.test(code)) throw new Error('Paraglide compiles messages in another way: see scripts/english-apart.js')

	const [, quoted, plain] = NAME.exec(code) ?? []
	const name = quoted ?? JSON.stringify(plain)
	return code
		.replace(/^import \{ .* \} from '..\/runtime.js'/m, "import { english } from '../../language.ts'")
		.replace("'../registry.js'", "'../../word-forms.ts'")
		.replace(CHOICE, (_, inEnglish, inFrench) =>
			english ? inEnglish : `(inputs) => english ? english[${name}](inputs) : ${inFrench}(inputs)`
		)
}
