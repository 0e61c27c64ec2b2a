/** What a page with Trusted Types offers; TypeScript's DOM does not know it. */
type TrustedHtmlFactory = {
	createPolicy: (
		name: string,
		rules: { createHTML: (html: string) => string }
	) => {
		createHTML: (html: string) => unknown
	}
}

/** Made once: a second policy of the same name is refused. */
const policy = (globalThis as { trustedTypes?: TrustedHtmlFactory }).trustedTypes?.createPolicy(
	'club-manager-preview',
	{ createHTML: (html) => html }
)

/**
 * Markup in the form that `srcdoc` accepts under the page's Content-Security-Policy, typed as the string it stands for.
 *
 * It is not made safe here: give it to a frame with an empty `sandbox` and to nothing else.
 */
export const framedHtml = (html: string): string => (policy?.createHTML(html) ?? html) as string
