/** The name of a compound without the word for its kind: 颐园 of 颐园小区. */
const stemOf = (compound: string) => compound.replace(/(小区|社区|家园|花园|宿舍|新村|公寓)$/, '')

/**
 * The compound that an address begins with as people say it: 「颐园 3 号楼」 means 颐园小区, 「颐园西区 2 号楼」 means
 * 颐园西区. The longest name decides; null when none fits.
 */
export function compoundMeant<Compound extends { name: string }>(
  address: string,
  compounds: readonly Compound[],
): Compound | null {
  const said = address.replace(/\s/g, '')
  const fitting = compounds
    .flatMap((compound) => [compound.name, stemOf(compound.name)].map((called) => ({ compound, called })))
    .filter(({ called }) => called.length > 1 && said.startsWith(called))
    .sort((a, b) => b.called.length - a.called.length)
  return fitting[0]?.compound ?? null
}

/**
 * The building of an address, in one spelling: 「颐园3号楼501」, 「颐园小区 3 栋」 and 「颐园 ３ 号楼」 are all
 * 「颐园小区 3 号楼」. Null where the address names none.
 */
export function buildingIn(address: string, compounds: readonly { name: string }[]): string | null {
  const said = address.normalize('NFKC').replace(/\s/g, '')
  const [, street, number] = /^(.*?)([0-9A-Za-z]+|[一二三四五六七八九十]+)(?:号楼|栋|幢|座)/.exec(said) ?? []
  if (number === undefined) return null
  return `${compoundMeant(said, compounds)?.name ?? street} ${number} 号楼`.trim()
}

/**
 * The building as an address says it, without a look at the compounds on record: addresses that say it alike are at the
 * same building, whatever flat they name after it. Null where the address names none.
 */
export const buildingSaid = (address: string): string | null => buildingIn(address, [])

/**
 * The same, only of a compound on record: anything else before the number is what somebody typed. A number alone means the
 * compound of a community that has one.
 */
export function buildingOfCompound(address: string, compounds: readonly { name: string }[]): string | null {
  const building = buildingIn(address, compounds)
  if (!building) return null
  if (compounds.some(({ name }) => building.startsWith(`${name} `))) return building
  return compounds.length === 1 && /^[^ ]+ 号楼$/.test(building) ? `${compounds[0]!.name} ${building}` : null
}

/**
 * An address for a list, which tells two people of one name apart but leads to nobody's door: as far as the building, or as
 * far as the first figure where it names none. Null where nothing is left.
 */
export function withoutDoor(address: string): string | null {
  const [building] = /^.*?(?:[0-9A-Za-z０-９]|[一二三四五六七八九十])\s*(?:号楼|栋|幢|座)/.exec(address) ?? []
  return building ?? (/^[^0-9０-９]*/.exec(address)![0].trim() || null)
}
