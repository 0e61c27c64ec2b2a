import { randomBytes } from 'node:crypto'
import { appendFileSync, chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import util from 'node:util'

const HEADER = `# Written by "npm start". APP_SECRET_KEY protects the stored SMTP password: keep this file, show it to nobody.
# A variable that is set in the environment, even empty, overrides the one here.
`

/**
 * Environment of a relay on one's own machine: the file's variables, overridden by those that are set, even empty.
 * Makes the file, or completes it, with a fresh APP_SECRET_KEY when neither has one.
 *
 * @param {string} path of the .env file; on disk and readable by its owner only afterwards
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv}
 */
export function localEnvironment(path, env) {
	const before = readVariables(path)
	if (env.APP_SECRET_KEY === undefined && before.APP_SECRET_KEY === undefined) addSecret(path)
	if (existsSync(path)) chmodSync(path, 0o600)

	return { ...readVariables(path), ...env }
}

/** @param {string} path */
function readVariables(path) {
	return existsSync(path) ? util.parseEnv(readFileSync(path, 'utf8')) : {}
}

/** @param {string} path */
function addSecret(path) {
	const line = `APP_SECRET_KEY=${randomBytes(32).toString('base64')}\n`
	if (existsSync(path)) appendFileSync(path, `\n${line}`, { flush: true })
	else writeFileSync(path, HEADER + line, { mode: 0o600, flag: 'wx', flush: true })
}
