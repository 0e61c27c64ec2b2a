/** Preloaded into a relay's process: leads the import of one module to the mutant that `MUTANT` names. */
import { registerHooks } from 'node:module'
import { MUTANTS, type Mutant } from './mutants.ts'

const name = process.env.MUTANT as Mutant
const replaced = new URL(`../../../${MUTANTS[name].replaces}`, import.meta.url).href
const mutants = new URL('.', import.meta.url).href
const mutant = `${mutants}${name}.ts`

registerHooks({
	resolve(specifier, context, next) {
		const resolved = next(specifier, context)
		// The mutants themselves build upon the real one.
		const own = context.parentURL?.startsWith(mutants) ?? false
		return resolved.url === replaced && !own ? { ...resolved, url: mutant } : resolved
	}
})
