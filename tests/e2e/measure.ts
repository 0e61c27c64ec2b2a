import type { Page } from '@playwright/test'

/**
 * What is wrong with the layout of the page as it stands: sideways scrolling, words that are cut or that spill out of their
 * box, targets smaller than `leastTarget` px. Words cut with an ellipsis are meant.
 */
export function measureLayout(page: Page, leastTarget: number): Promise<string[]> {
	return page.evaluate((least) => {
		const faults: string[] = []
		const width = document.documentElement.clientWidth
		const named = (element: Element) =>
			`<${element.tagName.toLowerCase()} class="${element.getAttribute('class') ?? ''}"> ${(element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 50)}`

		if (document.documentElement.scrollWidth > width)
			faults.push(`scrolls sideways: ${document.documentElement.scrollWidth}`)
		for (const element of document.querySelectorAll('body *')) {
			if (!isSeen(element)) continue
			const box = element.getBoundingClientRect()
			if (hasWords(element)) {
				if (spills(element)) faults.push(`cut: ${named(element)}`)
				if ((box.right > width + 1 || box.left < -1) && !isScrolled(element)) faults.push(`outside: ${named(element)}`)
			}
			const target = targetOf(element)
			if (target && Math.min(target.width, target.height) < least - 0.5) {
				faults.push(`target ${Math.round(target.width)} × ${Math.round(target.height)}: ${named(element)}`)
			}
		}
		return [...new Set(faults)]

		function isSeen(element: Element): boolean {
			if (!element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })) return false
			const { width: wide, height: high } = element.getBoundingClientRect()
			return wide > 1 && high > 1 && !element.closest('svg, [aria-hidden="true"], [inert]')
		}

		function hasWords(element: Element): boolean {
			return [...element.childNodes].some(({ nodeType, textContent }) => nodeType === 3 && textContent?.trim())
		}

		/** Inline boxes have no width of their own: what holds them is asked. */
		function spills(element: Element): boolean {
			const { textOverflow, display, overflowX, webkitLineClamp } = getComputedStyle(element)
			if (display === 'inline' || textOverflow === 'ellipsis' || webkitLineClamp !== 'none') return false
			if (element instanceof HTMLTextAreaElement || overflowX === 'auto' || overflowX === 'scroll') return false
			return element.scrollWidth > element.clientWidth + 1
		}

		function isScrolled(element: Element): boolean {
			for (let holder = element.parentElement; holder; holder = holder.parentElement) {
				if (['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(holder).overflowX)) return true
			}
			return false
		}

		/** What a finger has to meet: the label of a check box is as good as the box. Links within a sentence are as high as it. */
		function targetOf(element: Element): DOMRect | undefined {
			if (!element.matches('a[href], button, input, select, textarea, summary')) return undefined
			if (element.matches('a') && getComputedStyle(element).display === 'inline') return undefined
			// What is spread over its card by a pseudo-element is as large as the card.
			const spread = getComputedStyle(element, '::after')
			if (spread.content !== 'none' && spread.position === 'absolute' && element instanceof HTMLElement) {
				return element.offsetParent?.getBoundingClientRect()
			}
			// In a list the whole row opens it: the name is the button that a keyboard needs.
			const row = element.matches('button') ? element.closest('tbody td')?.parentElement : undefined
			if (row) return row.getBoundingClientRect()
			if (!element.matches('[type="checkbox"], [type="radio"], [type="color"]')) return element.getBoundingClientRect()
			const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : []
			const holder = labels[0] ?? element.closest('td, th, [role="cell"], [role="gridcell"], [role="columnheader"]')
			return (holder ?? element).getBoundingClientRect()
		}
	}, leastTarget)
}

/** Collects how far things moved by themselves, from the next page on: see `readShift`. */
export async function watchShift(page: Page): Promise<void> {
	await page.addInitScript(() => {
		const seen = window as Window & { shifts?: { value: number; what: string }[] }
		seen.shifts = []
		new PerformanceObserver((list) => {
			for (const entry of list.getEntries() as (PerformanceEntry & {
				value: number
				sources: { node?: Element }[]
			})[]) {
				const what = entry.sources.map(({ node }) => node?.getAttribute?.('class') ?? node?.nodeName).join(', ')
				seen.shifts?.push({ value: entry.value, what })
			}
		}).observe({ type: 'layout-shift', buffered: true })
	})
}

/** How far things moved since the page began to load (CLS), and what moved. */
export function readShift(page: Page): Promise<{ total: number; what: string }> {
	return page.evaluate(() => {
		const { shifts = [] } = window as Window & { shifts?: { value: number; what: string }[] }
		return {
			total: shifts.reduce((sum, { value }) => sum + value, 0),
			what: shifts.map(({ value, what }) => `${value.toFixed(4)} ${what}`).join('; ')
		}
	})
}
