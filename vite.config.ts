import { paraglideVitePlugin } from '@inlang/paraglide-js'
import { sveltekit } from '@sveltejs/kit/vite'
import tailwindcss from '@tailwindcss/vite'
import { defineConfig } from 'vite'
import config from './svelte.config.js'

export default defineConfig({
	root: 'web',
	plugins: [
		tailwindcss(),
		paraglideVitePlugin({
			project: 'web/project.inlang',
			outdir: 'web/lib/paraglide',
			strategy: ['localStorage', 'baseLocale']
		}),
		sveltekit(config)
	],
	build: { target: 'es2022' },
	server: { proxy: { '/api': `http://127.0.0.1:${process.env.PORT ?? 8787}` } }
})
