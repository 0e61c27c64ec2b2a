/**
 * 2,048 French words for passphrases: of 4 to 9 letters without accents, known to everybody, and no two of them a single
 * letter apart, so that a slip of the pen is seen. Their order is the alphabet's.
 */
export const PASSPHRASE_WORDS: readonly string[] = `
abeille abricot accent accord accueil acheter acide acier acrobate acteur action adieu adjoint admirer adresse
adulte affaire affiche agenda agir agneau agrafe agraire agrume aider aigle aiguille aimant ajouter alarme album
alerte alezan algue aligner aller alliance allonger allumette allure alouette alpage alphabet altitude amande
amandier amarre ambre amener amical amidon amour ample ampoule amuser ananas ancien ancre andouille ange animal anis
annonce annuel antenne antique aorte aplatir aplomb appareil appel apporter apprendre appui aquarelle arbitre
arbuste arche ardoise arene argent argile armoire armure arpenter arracher arriver arrondi arrosoir artichaut
article artisan ascenseur asile aspect asperge aspirer assez assiette assise astre astuce atelier athlete atlas
atome atout attacher attendre attente atterrir attirer aube auberge aucun audace augmenter aurore aussi autobus
automne autour autruche auvent avaler avance avant avare avenir aventure avenue averse aveu avion avocat avoine
avril azalee azur babiller badge bagage baguette baie baigner balade balai balance balcon baleine balle ballerine
bambou banane bande banjo banlieue banque baptiser barbe barbier baril baron barrage basalte bascule basilic basket
bassin bataille bateau batterie baudet baume bavard bazar beau beaucoup becasse belette belier belote berceau berger
berline bermuda besoin beurre biberon biche bidon bien bijou billard billet biscuit bise bistrot bitume bivouac
bizarre blague blaireau blanc blason bleu bleuet bloc blond bloquer blouse bobine bobsleigh bocal boire bois boisson
bolide bonbon bonheur bonjour bonnet bonsoir bord bordure borne botte bouche bouger bougie bouillir boulanger boule
boulon bouquet bourdon bourg bourse boussole bout bouteille boutique bouvreuil boxeur bracelet braise brancard
branche bras brasser brave brebis brevet bricoler bride brigade brillant brique briser brocante broche broder bronze
brosse brouette bruit brun brusque bruyant budget buffet bureau burin buste butiner cabane cabas cabinet cabri cacao
cachalot cacher cactus caddie cadeau cadenas cadran cadre cafard cage cahier caille caisse cajou calculer calepin
calme calot camarade camelia camembert camion campagne canal candidat canette canne cannelle cantine capable
capitaine caprice capsule capter capuche carafe caramel caravane cardinal cargo caribou carillon carnaval carnet
carotte carpe carreau carrosse carton cascade casque casser casserole cassis castor catalogue catapulte cause
cavalier caverne caviar ceinture cela celeri cellier cendre cent cercle cerf cerfeuil cerise certain cerveau chacun
chagrin chaine chair chalet chaleur chaloupe chambre champ chance chandelle changer chanson chantier chapeau
chapitre chaque charbon chariot charmant charpente charrue chasse chat chaton chaud chauffer chaumiere chaussure
chef chemin chemise chene chercher cheval chevalet cheveu cheville chevreuil chicane chien chiffon chiffre chignon
chimie chiot chocolat choisir chorale chose chou chrome chronique chute cible ciel cigale cigogne ciment cimier
cinema cinq cintre cirage circuit cirer cirque ciseau citadelle citerne citron clafoutis clairiere clairon clapier
claquette clarte client climat clin cloche cloison club cobaye cocotte coffre coiffer colibri colis colle colline
colombe colonne colorer colza combat combien comble comete comique commander comme commun compas complet compote
comptoir conclure concombre condor conduire confiture conge connaitre conseil content convoi copain copie coquet
coquille corail corbeau corbeille corde cordon cornichon corps corridor corsage cosmos costume cotillon coton
coucher coudre couette couler couloir coup courage courbe courgette courir couronne courrier cours cousin couteau
crabe crampon crapaud cravate crayon creme creuset crevette cricket cristal crocodile croire croix croquis croupe
cruche cueillir cuiller cuir cuisine cuivre culotte culture cumin curieux curry cuve cycle cygne cymbale cypres
dahlia daim damier danger danse datte dauphin davantage debout decembre declic decor deesse defi dehors delta demain
demander denim dentelle depart depuis derby derive dernier desert dessin dessus deux devant devenir deviner devise
devoir dialogue diamant diapason dictee diesel difficile digital digue dimanche dindon dinosaure dire directeur
discours disque distance divan divers docile docteur doigt dolmen domaine domino dompter donjon donner dorade dormir
dosage dossier douane double doucement douceur doudou douze dragon drame drap drapeau dresser droite druide dune
durable durer duvet dynamo ebene echarpe echec echelle echo eclair eclat ecluse ecole ecorce ecouter ecran ecrire
ecrou ecume ecureuil edifice effacer effet effort eglantine elan elegant elephant elever elfe elixir email emballer
embarquer emporter empreinte encens enclume encore endive endroit enfance enfin enjamber enorme enquete ensemble
ensuite entendre entier entourer envers envie envoyer epaule epice epingle eponge epopee epoque equipe erable ermite
escabeau escale escalier escargot escrime espace espadon espoir esprit esquif essai essence essor essuyer estomac
estrade etage etain etalage etang etendard eternel etincelle etoffe etoile etrange etrier etude europe evasion
eventail examen excuse exemple exercice exister exotique expert exploit express extra fabrique facette facile
facture fagot faible faire faisan fait falaise fameux famille fanfare fanion faon farandole farce fardeau farine
faucon faune fauteuil fauvette faveur femme fenaison fenetre fenouil ferraille ferry fertile festin festival feuille
feutre fevrier fiable fiacre ficelle fidele figure filet fille film filou filtre final finir firme fixer flacon
flair flamant flambeau flamme flanelle flaque flatter fleche fleur fleuve flore flotte fluide flute foin folie
foncer fond fontaine fonte football forain foret forge formule fortune fosse fougere foulard four fourche fourmi
fourrure foyer fraction fragile frais framboise franc frange frein frelon frere friandise frigo frimas frisson froid
fromage fronde front frotter fugue fumer funambule fuseau futaie futur gabarit gadget gagner galaxie galerie galet
galion galop gamelle gamin gamme gant garage garder gardien garnir garrigue gasoil gauche gaufre gavroche gazon
geler gendarme genet genie genievre genou gentiane gentil geranium gerbe geste giboulee gingembre girafe girofle
girouette givre glace glacier gland glisser globe gloire gnome gobelet godet golfe gondole gonfler gouache goudron
gouffre goupil gourde gourmet gousse gouter goutte graine grammaire granit grappe gratin gratuit gravier grelot
grenade grenier griffe grille grillon grimace grimper gris grive groseille grotte grue gruyere guepe guerir guetter
guichet guide guidon guignol guimauve guirlande guitare gymnase habile habiter habitude haltere hamac hameau hamster
hanche handball hangar hanneton hardi hareng haricot harmonie hasard hausse haut hautbois havre hectare helice
herisson hermine heron hetre heureux hibou histoire hiver hobby hochet hockey homard honneur horaire horizon horloge
hotel houblon houx hublot huile huit huitre humain humble humeur humide huppe hutte hymne iceberg icone idee idole
idylle igloo iguane iliade image imiter immense immeuble immobile impair imprimer incendie index indice infini
infirmier ingrat initial injuste inscrire insecte insigne instant inventer inviter iode isoler issue ivoire jacinthe
jadis jaguar jaillir jalon jamais jambe jambon janvier jardin jardinier jarre jasmin jauge javeline javelot jersey
jeton jeudi jeune joie joindre joli jonc jongler jonque jonquille jouet joueur journal joyau joyeux judo juillet
juin jumeau jungle jupe jusque juteux kaki kangourou karate kayak kermesse kilo kimono kiosque kiwi klaxon koala
label labourer lacet lagon lagune laisser laitue lama lampe lance langage langouste lanterne lapin lard large lasso
laurier lavabo lavande lavandin laver lavoir lecture leger legume lentille leopard lequel lessive lettre levain
levier levre lezard liane liasse libellule libre licorne liege lierre lilas limace lime limite limonade lingot lion
liquide liste litchi logis loisir long lorgnon loriot losange loterie lotus loupe lourd loutre loyal luciole lueur
luge luire lumiere lundi lunette lustre luth lutin luzerne lycee lynx lyre macaron machine madame madeleine magasin
magie magnolia maigre maillot maison majeur majorette malice mallette maman mammouth mandarine mandoline manege
mangue manier manoir manteau manuel marais marathon marbre marchand maree marelle marin marmelade marmite marmotte
maroquin marquer marraine marron mars mascotte massage massif matelas matelot matou mauve maxime meche medaille
medecin meduse meilleur melange melodie melon membre menagerie menhir menthe menton menu menuisier merci mercredi
merguez merisier merite merlan merle mesure metal meteo meteore metier meuble meunier midi miette mieux mignon
migrer milan milieu mimosa mince minerai minuit minute miracle mirador miroir mission mistral mitaine mite mobile
mocassin modeste module moineau moitie moka moment monde moniteur monnaie monsieur mont montagne montre morceau
mordre morille morse mortier mosaique moteur motif moto mouchoir moufle moulin moulinet moustache mouton moyen muet
muguet mule mulot multiple murmure muscade muscle musee musique mutuel mygale myosotis myrtille mystere nacelle
nacre nager naissance nappe narval nasal natation natif nature naufrage nautique navet navette navire nebuleuse
nectar neige nenuphar nettoyer neuf neveu nickel niece noble noce noir noisette nombre nommer noria normal notice
notre nougat nourrir nous nouveau nuage nuance nuancier numero nuque nylon oasis obeir objet obscur observer obtenir
ocarina occasion ocean octave octobre odeur odyssee office offrir ogive ogre olivier olympe omelette oncle ondine
onze opale opaline opaque opera opinion optique orage oranger orbite oreille organe orgue orient orignal orme
ornement orteil ortolan orvet osselet otarie ouate oublier ouest ouragan ourlet oursin outil ouvert ouvrage oxygene
pagaie pain palace palais palette palier palombe palourde pampa pampre panache panda panneau panorama pantalon
panthere pantin papillon paprika papyrus paquebot paquet parade parasol paravent parcours pardon pareil parent
parfum parking parler paroi parole parrain partager partir partout parvis pastel pasteque pastille patience patio
patron pavage pavois pavot payer pays pedale peigne peindre pelage pelican pelle pelouse peluche pencher pendule
pensee pension pente pepin pepite perche perdrix pere peridot permis perron perruche persil personne peser petanque
petit petrole peuple peuplier pharaon phare phoque photo phrase piano pichet picot pied pieuvre pigeon pile pilote
pilule pinceau pingouin pinson pintade pioche pionnier pipeau pipette piquer pirate pirogue piscine pitre pivert
pivoine pizza placard plafond plaine planche plante plat platane plateau plein pleurer plonger pluie plumier plus
pneu podium poele poesie poids poil point poireau poivre poivron polaire police polka pollen polo pommier poney porc
portail porteur portrait position possible poste potage poteau poterne potier potiron pouce poulain poulet pouls
poumon poupee pourpre pousser poussin pouvoir prairie praline pratique preau prendre prenom preparer pres presque
presse prestige preuve prevoir prier primaire prince priorite prisme prix probable prochain produit profil profond
projet promener prompt propre prose protege prouver province prudent prune prunelle public puits pull pulpe puma
pupille pupitre puree puzzle pyjama pyramide python quai qualite quand quartier quartz quatre quelque quenelle
question quetsche queue quiche quille quinoa quinze quitter rabot racine racler raconter radar rade radio rafale
raffiner ragondin rail rainette raisin ralentir rallye ramage ramper ramure rang rapace rapide rapport raquette
raser rasoir rassurer ration ravin ravioli rebond recette recevoir recif recolte record recueil recul redire reel
refaire reflet refrain refuge refus refuser regard regime region registre regle regret reine relais relief relique
remede remise remorque rempart remplir rentrer repas repli repondre requin reseau reserve respect ressort retenir
retour retrait reunion reussir revanche reveil rever revue rhume riant ricin rideau rigole rivage rivet riviere robe
robinet robuste rocher rodeo roman romance romarin ronce ronger rosace rosier rotin rotule rouge rouille rouleau
roulotte routine ruban rubis rugby ruisseau rural ruse rustique rythme sablier sabotier sabre sachet sacoche safari
safran saladier salaire salsa saluer samba samedi sandale sanglier sans santal santon sarcelle sardine sarment
sarrasin satin sauce saumon sauvage savane savon scarabee scene scie science scooter scout sculpter seance second
secret secteur seigle seize semaine sembler semelle semer semoule sentir separer sept serein serie serpent serrure
serveur service seuil seve siecle sieste sifflet signal signe silence silex sillon simple singe sinueux sirene sirop
social soda soif soixante soldat sole soleil solfege sommeil sommet sonnette soprano sorbet sorcier sorgho sortie
sosie sottise souci soudain souffle souhait soulier soupape souple source sourire souris souvenir souvent spirale
sport square stable stade star station statue steppe store strophe studio stylo suave subtil succes sucre suite
sujet super support surf surface surprise sursaut svelte symbole systeme tableau tabouret tache tactile talent talus
tamaris tambour tamis tampon tandem tango taniere tanin tante tapir taquin tarif tartine tasse taupe taureau taxi
teinte teleski temoin temple temps tenaille tenir tennis tenue terme terrain terrasse terrier texte theatre theme
thermos thon thuya thym tiare tibia ticket tiede tige tilleul timbre timide tinter tique tirelire tisane tissu toast
toboggan toison toit tomate tombola tonique tonneau tonnerre topaze torche torchon tornade torrent tortue total
toucan toujours toupie tourne tournoi trace tracteur trafic traineau trajet trapeze travail travers trefle treize
trembler tremplin trente tresor treuil triangle tribu tribune tricot trio triomphe triple triste troene trois
trombone tronc trop trophee trottoir trousse truc truelle truffe truite tuba tulipe tunnel turban turbine tutu tuyau
type ultime uniforme union unique unir unite univers urbain urgence usage usine usuel utile vacances vague vaillant
vaincre vaisseau valable valeur valider valise vallee valoir vanille varan varier vaste vedette veille velo velours
vendange ventre verdure verglas vermeil vernis verre verrou version vert verveine veston vetement viande victoire
vide vielle vigile vignette vigueur village vinaigre vingt violette violon vipere virgule visage viser visiteur
vitesse vitrail vivant voici voile voisin voiture voix volaille volant volcan voler volley volume voute voyage
voyelle vrai yack yaourt yoga yourte zebre zenith zephyr zigzag zinc zone zouave
`
	.trim()
	.split(/\s+/)
