import { expect, it } from 'vitest'
import { toCsv } from './csv'

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
