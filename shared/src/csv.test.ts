import { expect, it } from 'vitest'
import { toCsv, toPlainCsv } from './csv'

it('writes what a spreadsheet shows and never runs', () => {
  const csv = toCsv([
    ['名字', '说明', '分钟'],
    ['=HYPERLINK("http://x")', '一行\n两行', -3],
    ['+86', '带"引号", 逗号', null],
  ])
  expect(csv).toBe(
    '\ufeff名字,说明,分钟\r\n"\'=HYPERLINK(""http://x"")","一行\n两行",-3\r\n\'+86,"带""引号"", 逗号",\r\n',
  )
})

it('makes full-width signs harmless too, which some spreadsheets run', () => {
  expect(toCsv([['＝1+1', '＋86', '－1', '＠某人']])).toBe("\ufeff'＝1+1,'＋86,'－1,'＠某人\r\n")
})

it('leaves what programs read as it is', () => {
  expect(toPlainCsv([['=1+1', '+86', '带"引号"', null, -3]])).toBe('=1+1,+86,"带""引号""",,-3\r\n')
})
