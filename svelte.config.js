import adapter from '@sveltejs/adapter-static'

/**
 * Options of SvelteKit and of the Svelte compiler, handed to Vite by vite.config.ts.
 *
 * Vite's root is web/: paths in `files` are relative to it, the adapter's to where the command runs.
 *
 * @type {Parameters<typeof import('@sveltejs/kit/vite').sveltekit>[0]}
 */
export default {
	adapter: adapter({ pages: process.env.WEB_OUT ?? 'build/web', fallback: 'index.html', precompress: true }),
	files: { src: '.', assets: 'static' },
	outDir: process.env.KIT_OUT ?? '.svelte-kit',
	// web/lib/pwa.svelte.ts registers it, through workbox-window.
	serviceWorker: { register: false },
	// Differs for every build: it is the precache revision of the shell.
	version: { name: process.env.APP_VERSION ?? Date.now().toString(36), pollInterval: 0 },
	csp: {
		mode: 'hash',
		directives: {
			'default-src': ['none'],
			'script-src': ['self'],
			'style-src': ['self'],
			'style-src-elem': ['self'],
			// A message preview (a srcdoc frame) inherits this policy and carries its styles as attributes.
			'style-src-attr': ['unsafe-inline'],
			'img-src': ['self', 'data:', 'blob:'],
			'font-src': ['self'],
			'connect-src': ['self'],
			'manifest-src': ['self'],
			'worker-src': ['self'],
			'frame-src': ['self'],
			'object-src': ['none'],
			'base-uri': ['none'],
			'form-action': ['none'],
			'require-trusted-types-for': ['script'],
			'trusted-types': [
				'svelte-trusted-html',
				'sveltekit-trusted-url',
				'club-manager-worker',
				'club-manager-backup',
				'club-manager-preview',
				// What is pasted is read in a document of its own that runs and loads nothing.
				'ProseMirrorClipboard'
			]
		}
	},
	compilerOptions: { runes: true }
}
