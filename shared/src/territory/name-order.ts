const DIGITS = '零一二三四五六七八九'

/** 「二十三」 as 23; numerals up to ninety-nine, as grids are counted. */
function numberOf(numeral: string) {
  const [tens, ones] = numeral.includes('十') ? numeral.split('十') : ['零', numeral]
  return (tens ? DIGITS.indexOf(tens) : 1) * 10 + (ones ? DIGITS.indexOf(ones) : 0)
}

/** Numerals of Chinese after 第 as digits, which compare as numbers. */
const counted = (name: string) =>
  name.replace(
    /第([一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])/,
    (_, numeral: string) => `第${numberOf(numeral)}`,
  )

/** Compares names of areas as people count them: 第二网格 before 第十网格, 2 号楼 before 10 号楼; else by pinyin. */
export const compareAreaNames = (a: string, b: string) => counted(a).localeCompare(counted(b), 'zh', { numeric: true })
