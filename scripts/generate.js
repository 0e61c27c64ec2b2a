/** Writes what type checking and lint read but git does not keep: Kit's types and the compiled messages. */
import './check-node.js'
import { compile } from '@inlang/paraglide-js'
import { MESSAGES } from './messages.js'
import { runNode } from './run.js'

await compile(MESSAGES)
process.exitCode = await runNode(['node_modules/@sveltejs/kit/svelte-kit.js', 'sync'])
