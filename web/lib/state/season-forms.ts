import type { SeasonDraft, SeasonId } from '#shared/season.ts'
import { readTypedSeason, TypedSeason, typedSeason } from '#shared/typed-season.ts'
import { addSeason, listSeasons, openSeason, updateSeason } from '#web/db/seasons.ts'
import { getLocale } from '#web/language.ts'
import type { CarryOver } from './carry-over.svelte.ts'
import { namedForms } from './named-forms.ts'

/** The forms over seasons; a new one takes with it who is chosen in `carry`. */
export const seasonForms = (carry: CarryOver) =>
	namedForms({
		kind: 'season',
		schema: TypedSeason,
		empty: { name: '', startsOn: '', endsOn: '', clubPrice: '', mjcPrice: '', otherPrices: '', aids: '' },
		beside: {
			changed: () => carry.changed,
			content: () => (carry.changed ? { carry: carry.kept } : {}),
			restore: (left) => left.carry && carry.restore(left.carry)
		},
		rows: {
			list: async () => (await listSeasons()).map((season) => ({ ...typedSeason(season, getLocale()), id: season.id })),
			add: (typed) => {
				const draft = readTypedSeason(typed) as SeasonDraft
				const memberIds = carry.chosen.map(({ id }) => id)
				return memberIds.length === 0 ? addSeason(draft) : openSeason({ draft, memberIds, from: carry.from })
			},
			update: (id, typed) => updateSeason(id as SeasonId, readTypedSeason(typed))
		}
	})
