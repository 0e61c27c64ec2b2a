/** A home of the example: street, postal code, town. */
type Home = readonly [address: string, postalCode: string, city: string]

/** Someone of the example. `home` and `club` are places in the lists below; no club is -1. */
type Person = readonly [
	lastName: string,
	firstName: string,
	age: number,
	birthday: string,
	email: string,
	phone: string,
	home: number,
	club: number
]

/** Clubs of the MJC to which the members of the example belong. */
export const CLUBS = ['Théâtre', 'Judo', 'Chorale', 'Randonnée', 'Poterie'] as const

export const HOMES: readonly Home[] = [
	['12 rue des Forges', '21000', 'Dijon'],
	['3 place de l’Église', '21240', 'Talant'],
	['27 avenue du Lac', '21000', 'Dijon'],
	['8 bis chemin des Vergers', '21160', 'Marsannay-la-Côte'],
	['41 rue Pasteur', '21300', 'Chenôve'],
	['5 impasse du Lavoir', '21121', 'Fontaine-lès-Dijon'],
	['19 rue de la Gare', '21800', 'Quetigny'],
	['2 allée des Tilleuls', '21600', 'Longvic'],
	['66 rue d’Auxonne', '21000', 'Dijon'],
	['14 route de Plombières', '21370', 'Velars-sur-Ouche'],
	['7 rue du Four', '21850', 'Saint-Apollinaire'],
	['33 boulevard Voltaire', '21000', 'Dijon'],
	['1 hameau de la Combe', '21540', 'Mâlain'],
	['', '', '']
]

/**
 * Forty people who do not exist: addresses under example.org and example.net only, telephone numbers of the range that
 * is kept for fiction (06 39 98). Ages, not years, so that children stay children. The order is the one of their coming.
 */
export const PEOPLE: readonly Person[] = [
	['Lefèvre', 'Zoé', 34, '03-14', 'zoe.lefevre@example.org', '06 39 98 12 34', 0, 0],
	['Lefèvre', 'Noé', 9, '07-02', 'zoe.lefevre@example.org', '06 39 98 12 34', 0, 1],
	['Lefèvre', 'Louise', 6, '11-23', 'zoe.lefevre@example.org', '06 39 98 12 34', 0, 4],
	['Martin', 'Jean-Baptiste', 58, '01-30', 'jb.martin@example.net', '06 39 98 40 07', 1, 3],
	['Martin', 'Odile', 56, '05-19', 'odile.martin@example.net', '06 39 98 40 08', 1, 2],
	['Çelik', 'Özgür', 41, '09-08', 'ozgur.celik@example.org', '06 39 98 22 11', 4, 1],
	['Çelik', 'Defne', 13, '12-05', 'ozgur.celik@example.org', '', 4, 1],
	['Nguyen', 'Thi Mai', 47, '02-17', 'mai.nguyen@example.org', '06 39 98 31 05', 6, 2],
	['Nguyen', 'Tom', 16, '08-26', 'tom.nguyen@example.net', '06 39 98 31 06', 6, 0],
	['Dupont-Moretti', 'Marie-Charlotte', 52, '06-11', 'mc.dupont@example.org', '06 39 98 45 67', 3, 2],
	['Bernard', 'Lucas', 23, '04-04', 'lucas.bernard@example.net', '06 39 98 77 88', 11, 0],
	['Petit', 'Jeanne', 81, '10-12', '', '06 39 98 60 21', 5, 2],
	['Petit', 'Raymond', 84, '03-03', '', '06 39 98 60 21', 5, 3],
	['Moreau', 'Éric', 49, '07-21', 'eric.moreau@example.org', '06 39 98 00 19', 8, 3],
	['Moreau', 'Gaël', 14, '01-09', 'eric.moreau@example.org', '', 8, 1],
	['Garnier', 'Samira', 38, '05-28', 'samira.garnier@example.net', '06 39 98 50 05', 7, 4],
	['Benali', 'Yasmine', 29, '11-02', 'yasmine.benali@example.org', '06 39 98 14 73', 2, 0],
	['Benali', 'Karim', 31, '02-25', 'karim.benali@example.org', '06 39 98 14 74', 2, 1],
	['Roux', 'Colette', 73, '09-30', 'colette.roux@example.net', '06 39 98 83 40', 9, 2],
	['de la Villardière', 'Anne-Sophie', 44, '06-06', 'as.villardiere@example.org', '06 39 98 19 62', 12, 0],
	['de la Villardière', 'Augustin', 11, '04-18', 'as.villardiere@example.org', '06 39 98 19 62', 12, 1],
	['Fontaine', 'Léa', 19, '08-15', 'lea.fontaine@example.net', '06 39 98 71 30', 10, 0],
	['O’Brien', 'Aoife', 36, '03-17', 'aoife.obrien@example.org', '06 39 98 31 41', 2, 2],
	['Da Silva', 'Joaquim', 62, '12-24', 'joaquim.dasilva@example.net', '06 39 98 26 53', 4, 3],
	['Da Silva', 'Inês', 17, '10-01', 'ines.dasilva@example.net', '06 39 98 26 54', 4, 0],
	['Kowalski', 'Stéphane', 45, '01-22', 'stephane.kowalski@example.org', '06 39 98 90 12', 11, 3],
	['Lambert', 'Solène', 27, '07-07', 'solene.lambert@example.org', '06 39 98 05 58', 8, 4],
	['Traoré', 'Aminata', 33, '05-13', 'aminata.traore@example.net', '06 39 98 47 20', 6, 2],
	['Traoré', 'Issa', 8, '09-19', 'aminata.traore@example.net', '06 39 98 47 20', 6, 1],
	['Girard', 'Michel', 70, '11-11', '', '06 39 98 64 95', 9, 3],
	['Bonnet', 'Maëlle', 15, '02-08', 'famille.bonnet@example.org', '', 3, 0],
	['Bonnet', 'Théo', 12, '06-29', 'famille.bonnet@example.org', '', 3, 1],
	['Bonnet', 'Catherine', 46, '10-20', 'famille.bonnet@example.org', '06 39 98 38 17', 3, 4],
	['Haddad', 'Nadia', 54, '04-27', 'nadia.haddad@example.net', '06 39 98 55 66', 7, 2],
	['Lemaître', 'François-Xavier', 66, '08-03', 'fx.lemaitre@example.org', '06 39 98 02 44', 1, 3],
	['Picard', 'Camille', 25, '12-16', 'camille.picard@example.net', '06 39 98 93 81', 10, 0],
	['Sánchez', 'Lucía', 39, '03-29', 'lucia.sanchez@example.org', '06 39 98 17 29', 0, 4],
	['Faure', 'Bertrand', 51, '01-05', '', '06 39 98 68 03', 12, -1],
	['Mercier', 'Élodie', 42, '07-16', 'elodie.mercier@example.org', '06 39 98 29 90', 5, -1],
	['Rakotomalala', 'Hery', 21, '09-24', 'hery.rakotomalala@example.net', '', 13, 0]
]
