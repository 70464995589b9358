// Makes authorities.tsv.gz from the npm package @etalab/decoupage-administratif. See README.md.
import { readFileSync, writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { join } from 'node:path'

const [folder, target] = process.argv.slice(2)
const read = name => JSON.parse(readFileSync(join(folder, 'data', name + '.json'), 'utf8'))
const communes = read('communes')
const current = new Map(communes.filter(c => c.type === 'commune-actuelle').map(c => [c.code, c]))
const KINDS = { CC: 'Communauté de communes', CA: 'Communauté d’agglomération', CU: 'Communauté urbaine' }
const tidy = name => name.replaceAll("''", '"').replaceAll("'", '’').replace(/\s+/g, ' ').trim()
const french = (a, b) => (a < b ? -1 : a > b ? 1 : 0)

// former and associated communes, and the arrondissements of Paris, Lyon and Marseille, lead to the present commune
const former = new Map()
const add = (code, alias, name) => {
  if (!current.has(code)) return
  if (!former.has(code)) former.set(code, new Map())
  const known = former.get(code)
  if (!known.get(alias)) known.set(alias, name)
}
for (const c of communes) {
  if (c.type === 'commune-deleguee' || c.type === 'commune-associee') add(c.chefLieu, c.code, tidy(c.nom))
  if (c.type === 'arrondissement-municipal') add(c.commune, c.code, '')
  if (c.type === 'commune-actuelle') for (const code of c.anciensCodes ?? []) add(c.code, code, '')
}
const aliases = c => [...(former.get(c.code) ?? [])]
  .filter(([code, name]) => code !== c.code || (name && name !== tidy(c.nom)))
  .sort((a, b) => french(a[0], b[0])).map(([code, name]) => code + '=' + name).join('|')

// the data has no seat: an EPCI belongs to the département where most of its people live
const departement = members => {
  const people = new Map()
  for (const m of members) {
    const d = current.get(m.code)?.departement
    if (d) people.set(d, (people.get(d) ?? 0) + m.populationMunicipale)
  }
  return [...people].sort((a, b) => b[1] - a[1] || french(a[0], b[0]))[0][0]
}
const epciName = e => {
  const kind = KINDS[e.nom.split(' ')[0]]
  return tidy(kind ? kind + e.nom.slice(2) : e.nom)
}

const rows = [
  ...[...current.values()].map(c => [c.code, 'COMMUNE', tidy(c.nom), c.departement, c.population ?? '', (c.codesPostaux ?? []).join(' '), aliases(c)]),
  ...read('epci').map(e => [e.code, 'EPCI', epciName(e), departement(e.membres), e.populationMunicipale, '', '']),
  ...read('ept').map(e => [e.code, 'EPCI', 'Établissement public territorial ' + tidy(e.nom), departement(e.membres), e.populationMunicipale, '', '']),
].sort((a, b) => french(a[1], b[1]) || french(a[0], b[0]))

writeFileSync(target, gzipSync(rows.map(r => r.join('\t')).join('\n') + '\n', { level: 9 }))
console.log(`${rows.filter(r => r[1] === 'COMMUNE').length} communes, ${rows.filter(r => r[1] === 'EPCI').length} EPCI`)
