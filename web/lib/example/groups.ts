import type { Group, GroupId } from '#shared/group.ts'
import type { Tag, TagDraft, TagId } from '#shared/tag.ts'
import { fixedId, type Step } from './chronicle.ts'

/** What is known of someone that tells where he belongs: his club by its place in the list, -1 for none, and his age. */
type Traits = { club: number; age: number; index: number }
type Course = Omit<Group, 'id' | 'createdAt' | 'updatedAt'> & { takes: (traits: Traits) => boolean }

const COURSES: readonly Course[] = [
	{
		...{ name: 'Judo enfants', schedule: 'mercredi 14 h', place: 'Dojo des Grésilles', leader: 'Karim Benali' },
		takes: ({ club, age }) => club === 1 && age < 18
	},
	{
		...{
			name: 'Judo adultes',
			schedule: 'lundi et jeudi 19 h 30',
			place: 'Dojo des Grésilles',
			leader: 'Karim Benali'
		},
		takes: ({ club, age }) => club === 1 && age >= 18
	},
	{
		...{ name: 'Atelier théâtre', schedule: 'mardi 20 h', place: 'Petite salle', leader: 'Solène Lambert' },
		takes: ({ club }) => club === 0
	},
	{
		...{ name: 'Chorale', schedule: 'jeudi 18 h 30', place: 'Salle polyvalente', leader: '' },
		takes: ({ club }) => club === 2
	},
	{
		...{ name: 'Randonnée du dimanche', schedule: 'un dimanche sur deux', place: '', leader: 'Michel Girard' },
		takes: ({ club }) => club === 3
	}
]

const LABELS: readonly (TagDraft & { takes: (traits: Traits) => boolean })[] = [
	{ name: 'Bénévole', colour: 'green', takes: ({ index, age }) => age >= 18 && index % 5 === 1 },
	{ name: 'À relancer', colour: 'amber', takes: ({ index }) => index % 11 === 4 }
]

/** The groups and tags of the example, before anybody is there. */
export function groupSteps(at: number): Step[] {
	const groups = COURSES.map(({ takes: _, ...draft }, index): Step => {
		const row: Group = { ...draft, id: fixedId('group', index) as GroupId, createdAt: at, updatedAt: at }
		return { at: at + index * 60_000, action: 'group-added', rows: [{ table: 'groups', id: row.id, row }] }
	})
	const tags = LABELS.map(({ takes: _, ...draft }, index): Step => {
		const row: Tag = { ...draft, id: fixedId('tag', index) as TagId, createdAt: at, updatedAt: at }
		return { at: at + (index + 10) * 60_000, action: 'tag-added', rows: [{ table: 'tags', id: row.id, row }] }
	})
	return [...groups, ...tags]
}

/** The groups and tags of someone; what he has none of is left out. */
export function belongingsOf(traits: Traits): { groupIds?: GroupId[]; tagIds?: TagId[] } {
	const placesIn = (list: typeof COURSES | typeof LABELS) =>
		[...list.keys()].filter((place) => list[place]?.takes(traits))
	const groupIds = placesIn(COURSES).map((place) => fixedId('group', place) as GroupId)
	const tagIds = placesIn(LABELS).map((place) => fixedId('tag', place) as TagId)
	return { ...(groupIds.length > 0 && { groupIds }), ...(tagIds.length > 0 && { tagIds }) }
}
