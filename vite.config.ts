import { paraglideVitePlugin } from '@inlang/paraglide-js'
import { sveltekit } from '@sveltejs/kit/vite'
import tailwindcss from '@tailwindcss/vite'
import { defineConfig } from 'vite'
import { MESSAGES } from './scripts/messages.js'
import config from './svelte.config.js'

export default defineConfig({
	root: 'web',
	plugins: [tailwindcss(), paraglideVitePlugin(MESSAGES), sveltekit(config)],
	// Its own build for today's browsers: smaller, and quicker to read than the one that it offers by default.
	resolve: { alias: [{ find: /^dexie$/, replacement: 'dexie/dist/modern/dexie.min.mjs' }] },
	build: { target: 'es2022' },
	server: { proxy: { '/api': `http://127.0.0.1:${process.env.PORT ?? 8787}` } }
})
