import { readFileSync } from 'node:fs'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'

/** What the compiler says of a file that would stand in a room and hold `code`, under that room's own settings. */
function listErrors(room: string, code: string): string[] {
	const path = ts.sys.resolvePath(`${room}/invented-for-a-test.ts`)
	const config = ts.getParsedCommandLineOfConfigFile(`${room}/tsconfig.json`, undefined, {
		...ts.sys,
		onUnRecoverableConfigFileDiagnostic: ({ messageText }) => {
			throw new Error(ts.flattenDiagnosticMessageText(messageText, ' '))
		}
	})
	const options = config?.options ?? {}
	const host = ts.createCompilerHost(options)
	const readSource = host.getSourceFile.bind(host)
	host.fileExists = (name) => name === path || ts.sys.fileExists(name)
	host.readFile = (name) => (name === path ? code : readFileSync(name, 'utf8'))
	host.getSourceFile = (name, version) =>
		name === path ? ts.createSourceFile(name, code, version) : readSource(name, version)

	const program = ts.createProgram([path], options, host)
	return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '))
}

describe('the compiler', () => {
	test.each([
		['shared', 'window', 'export const width = window.innerWidth'],
		['shared', 'document', 'export const title = document.title'],
		['shared', 'process', 'export const key = process.env.KEY'],
		['shared', 'Buffer', `export const bytes = Buffer.from('a')`],
		['relay', 'window', 'export const width = window.innerWidth'],
		['relay', 'document', 'export const title = document.title']
	])('refuses in %s/ the name %s', (room, name, code) => {
		expect(listErrors(room, code).join('\n')).toContain(`Cannot find name '${name}'`)
	})

	test.each([
		['shared', 'export const bytes = new TextEncoder().encode("a")'],
		['relay', 'export const key = process.env.KEY']
	])('accepts in %s/ what belongs there', (room, code) => {
		expect(listErrors(room, code)).toEqual([])
	})

	test.each(['shared', 'relay'])('refuses in %s/ what Node cannot run as it stands', (room) => {
		const errors = listErrors(room, 'export enum Colour { Red }').join('\n')

		expect(errors).toContain('erasableSyntaxOnly')
	})
})
