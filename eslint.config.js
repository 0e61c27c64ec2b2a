import js from '@eslint/js'
import svelte from 'eslint-plugin-svelte'
import { defineConfig } from 'eslint/config'
import globals from 'globals'
import ts from 'typescript-eslint'
import { walls } from './eslint.walls.js'

const GENERATED = [
	'build/',
	'**/.svelte-kit/',
	'**/node_modules/',
	'web/lib/paraglide/',
	'web/project.inlang/',
	'test-results/',
	'playwright-report/',
	'data/'
]

/** @type {import('eslint').Linter.RulesRecord} */
const UNTYPED = {
	'@typescript-eslint/no-unsafe-argument': 'off',
	'@typescript-eslint/no-unsafe-call': 'off',
	'@typescript-eslint/no-unsafe-return': 'off',
	'@typescript-eslint/no-unsafe-assignment': 'off',
	'@typescript-eslint/no-unsafe-member-access': 'off'
}

/**
 * @param {number} max
 * @returns {import('eslint').Linter.RulesRecord}
 */
const lines = (max) => ({ 'max-lines': ['error', { max, skipBlankLines: true, skipComments: true }] })

export default defineConfig(
	{ ignores: GENERATED },
	{ linterOptions: { reportUnusedDisableDirectives: 'error' } },
	js.configs.recommended,
	ts.configs.recommendedTypeChecked,
	svelte.configs.recommended,
	{
		languageOptions: {
			globals: { ...globals.browser, ...globals.node },
			parserOptions: { projectService: true, extraFileExtensions: ['.svelte'] }
		},
		rules: {
			...lines(300),
			'max-params': ['error', { max: 3 }],
			'max-depth': ['error', { max: 3 }],
			'@typescript-eslint/switch-exhaustiveness-check': 'error',
			'@typescript-eslint/consistent-type-imports': 'error',
			'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
			// A port's fake or its trivial case answers with a promise without having to wait.
			'@typescript-eslint/require-await': 'off'
		}
	},
	{ files: ['**/*.svelte', '**/*.svelte.ts'], languageOptions: { parserOptions: { parser: ts.parser } } },
	// Typed lint does not see the types of imported components; svelte-check does.
	{ files: ['**/*.svelte', 'tests/web/**'], rules: UNTYPED },
	{
		rules: {
			// State is replaced, not mutated ($state.raw): a plain Map or Set inside it is what is meant.
			'svelte/prefer-svelte-reactivity': 'off',
			// Links are resolved where their list is made, which the rule does not see; goto() is still checked.
			'svelte/no-navigation-without-resolve': ['error', { ignoreLinks: true }]
		}
	},
	{ files: ['tests/**'], rules: { 'max-params': 'off', '@typescript-eslint/unbound-method': 'off' } },
	// Reports, package files and JSDoc's `any`: the compiler checks these scripts, the unsafe rules only add noise.
	{ files: ['**/*.js'], rules: UNTYPED },
	{ files: ['relay/main.ts'], rules: lines(40) },
	{ files: ['web/routes/**/+page.svelte'], rules: lines(80) },
	...walls
)
