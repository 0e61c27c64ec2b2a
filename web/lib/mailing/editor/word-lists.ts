const LEVEL = /mso-list:[^;]*\blevel(\d+)/i
const NUMBER = /^\s*\(?(\d+|[a-z]|[ivxlc]+)[.)]/i
/** Word has nine. */
const MAX_LEVEL = 9

/** Word puts a list on the clipboard as paragraphs with their marks typed before them: these become lists again. */
export function wordListsToLists(root: ParentNode): void {
	for (const paragraph of [...root.querySelectorAll('p, h1, h2, h3, h4, h5, h6')]) {
		// Those that follow the first are taken in with it.
		if (paragraph.parentNode && levelOf(paragraph)) buildList(paragraph)
	}
}

function buildList(first: Element): void {
	const document = first.ownerDocument
	const place = document.createComment('list')
	first.before(place)
	const lists: Element[] = []
	for (let entry: Element | null = first, level: number | undefined; entry;) {
		level = levelOf(entry)
		if (level === undefined) break
		const next: Element | null = entry.nextElementSibling
		const tag = takeMark(entry)
		lists.length = Math.min(lists.length, level)
		// Another kind of list at the same level is another list.
		if (level === 1 && lists[0] && lists[0].localName !== tag) lists.length = 0
		while (lists.length < level) openList(lists, place, tag)
		const item = document.createElement('li')
		item.append(...entry.childNodes)
		lists.at(-1)?.append(item)
		entry.remove()
		entry = next
	}
	place.remove()
}

function openList(lists: Element[], place: Comment, tag: string): void {
	const document = place.ownerDocument
	const list = document.createElement(tag)
	const parent = lists.at(-1)
	if (!parent) place.before(list)
	else {
		if (!parent.lastElementChild) parent.append(document.createElement('li'))
		parent.lastElementChild?.append(list)
	}
	lists.push(list)
}

function levelOf(element: Element): number | undefined {
	const level = LEVEL.exec(element.getAttribute('style') ?? '')?.[1]
	return level === undefined ? undefined : Math.min(Math.max(Number(level), 1), MAX_LEVEL)
}

/** Takes away the mark that Word typed, and says what kind of list it stands for. */
function takeMark(entry: Element): 'ol' | 'ul' {
	const marks = [...entry.querySelectorAll('[style]')].filter((each) =>
		/mso-list:\s*ignore/i.test(each.getAttribute('style') ?? '')
	)
	const typed = marks.map(({ textContent }) => textContent).join('')
	for (const mark of marks) mark.remove()
	return NUMBER.test(typed) ? 'ol' : 'ul'
}
