import { blindIndex, blindIndexes, sealValue, type SealedValue } from './sealing'

/** Rare characters too: 𠮷, 䶮 and 〇 are names. */
export const CHINESE = /\p{Script=Han}/u
/** Runs of Chinese, of Latin letters and of figures: 「3号楼501」 is 3, 号楼 and 501. */
export const runsOf = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .match(/\p{Script=Han}+|[a-z]+|\d+/gu) ?? []

/** A run of an address by its characters, so that 「号楼」 finds 「3号楼」 and 颐园 finds 颐园小区. */
function partsOfRun(run: string) {
  const characters = [...run]
  return CHINESE.test(run) && characters.length > 1
    ? characters.slice(1).map((character, at) => `${characters[at]}${character}`)
    : [run]
}

/** The blind index of every part of an address that is searched for, single characters too. */
export const addressIndex = (address: string) => [
  ...new Set(
    runsOf(address)
      .flatMap((run) => (CHINESE.test(run) ? [...partsOfRun(run), ...run] : partsOfRun(run)))
      .map((part) => blindIndex('address', part)),
  ),
]

/** The blind index of every part of a title that is searched for: pairs of characters, words and figures. */
export const titleIndex = (title: string) => [
  ...new Set(
    runsOf(title)
      .flatMap(partsOfRun)
      .map((part) => blindIndex('title', part)),
  ),
]

/** For each part of a typed run the indexes of which an address that has it holds one. */
export const indexesOfRun = (run: string) => partsOfRun(run).map((part) => blindIndexes('address', part))

export const sealAddress = (address: string): SealedValue<string> => ({
  ...sealValue('address', address),
  index: addressIndex(address),
})

/** The condition on a sealed address that it has every part of the typed text; null for a text without any. */
export const addressHas = (field: string, typed: string) => hasEvery(field, runsOf(typed).flatMap(indexesOfRun))

/** The same for a title; a single Chinese character finds only a title that has it alone. */
export const titleHas = (field: string, typed: string) =>
  hasEvery(
    field,
    runsOf(typed)
      .flatMap(partsOfRun)
      .map((part) => blindIndexes('title', part)),
  )

const hasEvery = (field: string, parts: readonly string[][]) =>
  parts.length === 0 ? null : { $and: parts.map((indexes) => ({ [`${field}.index`]: { $in: indexes } })) }
