import type { Page } from 'playwright-core'
import { openSection, setUpAuthenticator } from './journey'

/**
 * The opening of an office as a stranger does it, from the printed address to the last of the first steps: for the
 * journey that tests it, and for the pictures of docs/opening.md.
 */
/** The password of every account that is made here. */
export const PASSWORD = '春天的风吹过颐园三号楼的槐树下面'
const COMMUNITY_AT = { lat: 37.4605, lng: 118.4935 }

/** Called at each step that a picture shows. */
export type Shoot = (page: Page, name: string) => Promise<void>
export const noPicture: Shoot = () => Promise.resolve()

const csv = (name: string, lines: readonly string[]) => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(lines.join('\n')),
})
const PLACE_KINDS = ['长者食堂', '药房', '便利店', '理发', '卫生服务站', '菜市场、菜店']

/** A list of places around the community as an office has it: 30 of them in six categories. */
const placesFile = (count = 30) =>
  csv('文汇街道的地方.csv', [
    '名称,地址,经度,纬度,类别,电话,营业时间',
    ...Array.from({ length: count }, (_, at) =>
      [
        `文汇${PLACE_KINDS[at % PLACE_KINDS.length]!.split('、')[0]}${at + 1}店`,
        `济南路 ${at + 1} 号`,
        (COMMUNITY_AT.lng + ((at % 6) - 3) * 0.001).toFixed(4),
        (COMMUNITY_AT.lat + (Math.floor(at / 6) - 2) * 0.001).toFixed(4),
        PLACE_KINDS[at % PLACE_KINDS.length],
        `0546-82${String(31200 + at)}`,
        '每天 8:00-20:00',
      ].join(','),
    ),
  ])

const SURNAMES = [...'赵钱孙李周吴郑王冯陈']
const GIVEN = [...'秀英桂兰玉珍建国志强福田明华春梅']
/** A roll of residents: 200 different people. */
const residentsFile = (count = 200) =>
  csv('居民花名册.csv', [
    '户主,联系电话,出生日期,小区,楼号,单元,室',
    ...Array.from({ length: count }, (_, at) =>
      [
        `${SURNAMES[at % 10]}${GIVEN[Math.floor(at / 10) % GIVEN.length]}${GIVEN[(at * 7 + 3) % GIVEN.length]}`,
        `1390000${String(1000 + at)}`,
        1930 + (at % 60),
        '颐园小区',
        (at % 12) + 1,
        (at % 3) + 1,
        101 + (at % 6) * 100,
      ].join(','),
    ),
  ])

async function choose(page: Page, label: string, option: string) {
  await page.getByLabel(label, { exact: true }).click()
  await page.getByLabel(label, { exact: true }).fill(option)
  await page.locator('.ant-select-item-option').filter({ hasText: option, visible: true }).first().click()
}

async function makeAccount(page: Page, username: string) {
  await page.getByLabel('账号').fill(username)
  await page.getByLabel('密码', { exact: true }).fill(PASSWORD)
  await page.getByLabel('再写一遍密码').fill(PASSWORD)
}

const next = (page: Page) => page.getByRole('button', { name: '下一步' }).click()

/** The four steps behind the printed address. `unused`: the labels of the features that the office does without. */
export async function setUp(page: Page, address: string, unused: readonly string[], shoot = noPicture) {
  await page.goto(address)
  await page.getByLabel('运营单位').fill('文汇街道办事处')
  await page.getByLabel('居民能打的电话').fill('0546-8231120')
  await shoot(page, 'operator')
  await next(page)
  await choose(page, '市', '东营市')
  await choose(page, '区县', '东营区')
  await choose(page, '街道（镇）', '文汇街道')
  const listed = page.getByLabel('先开通哪些社区')
  await listed.waitFor()
  if ((await listed.getAttribute('role')) === 'combobox') {
    await listed.click()
    await page
      .locator('.ant-select-item-option')
      .filter({ hasText: /社区|居委|村/, visible: true })
      .first()
      .click()
    await page.keyboard.press('Escape')
  } else await listed.fill('颐园社区')
  await page.getByLabel('社区居委会在地图上的位置').fill(`${COMMUNITY_AT.lat}, ${COMMUNITY_AT.lng}`)
  await shoot(page, 'territory')
  await next(page)
  for (const label of unused) await page.getByRole('checkbox', { name: new RegExp(`^${label}`) }).uncheck()
  await shoot(page, 'hours-and-features')
  await next(page)
  await page.getByLabel('姓名').fill('赵丽')
  await makeAccount(page, 'zhaoli')
  await shoot(page, 'administrator')
  await page.getByRole('button', { name: '开通' }).click()
  await page.getByRole('button', { name: '用 zhaoli 登录' }).click()
  await setUpAuthenticator(page, () => shoot(page, 'authenticator'))
  await page.getByRole('navigation', { name: '主菜单' }).waitFor()
}

export const firstSteps = (page: Page) => page.getByRole('region', { name: '开通以后头几件事' })

/** Opens a first step from the list on the first page. */
export async function openStep(page: Page, label: string) {
  await openSection(page, '今天')
  await firstSteps(page)
    .getByRole('link', { name: `去做：${label}` })
    .click()
}

export async function importPlaces(page: Page, shoot = noPicture) {
  await openStep(page, '导入地方')
  await page.getByLabel(/选一个文件/).setInputFiles(placesFile())
  await page.getByText('新的 30').waitFor()
  await shoot(page, 'places')
  await page.getByRole('button', { name: /^导入\s*30\s*处$/ }).click()
  await page.getByText(/写进了\s*30\s*处/).waitFor()
}

export async function importResidents(page: Page, shoot = noPicture) {
  await openStep(page, '导入居民')
  await page.getByLabel(/选一个文件/).setInputFiles(residentsFile())
  await page.getByText('新的 200').waitFor()
  await shoot(page, 'residents')
  await page.getByRole('button', { name: /^导入\s*200\s*位$/ }).click()
  await page.getByText(/登记了\s*200\s*位/).waitFor({ timeout: 60_000 })
}

/** Invites a colleague for the first community. Returns the address of the invitation. */
export async function invite(page: Page, name: string, role: string, shoot = noPicture) {
  await page.getByRole('button', { name: '邀请同事' }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('姓名').fill(name)
  await choose(page, '岗位', role)
  await form.getByLabel('管哪里').click()
  await page
    .locator('.ant-select-item-option')
    .filter({ hasText: /社区(?!管理员)/, visible: true })
    .first()
    .click()
  await form.getByRole('button', { name: '做一个邀请链接' }).click()
  const address = await form.getByLabel('邀请链接', { exact: true }).inputValue()
  await shoot(page, 'invitation')
  await form.getByRole('button', { name: '发好了' }).click()
  return address
}

/** An invited colleague makes an account and signs in. */
export async function accept(page: Page, address: string, username: string, shoot = noPicture) {
  await page.goto(address)
  await makeAccount(page, username)
  await shoot(page, 'colleague')
  await page.getByRole('button', { name: '开始用' }).click()
  await page.getByRole('button', { name: `用 ${username} 登录` }).click()
}

export async function tryWechat(page: Page, shoot = noPicture) {
  await openStep(page, '试一下微信和短信')
  await page.getByRole('button', { name: '试一下' }).click()
  await page.getByText('微信认得').waitFor()
  await page.getByRole('region', { name: '微信和短信' }).scrollIntoViewIfNeeded()
  await shoot(page, 'wechat')
}

export async function publishNotice(page: Page, shoot = noPicture) {
  await openStep(page, '发第一条通知')
  await page.getByLabel('标题').fill('社区开通了一刻')
  await page
    .getByLabel('正文')
    .fill('订餐、反映问题、约上门照护，都能在“一刻”里办。不会用的，到社区服务站来，我们帮您办。')
  await page.getByRole('button', { name: '存草稿' }).click()
  await page.getByText('存成草稿了').waitFor()
  await page.getByRole('button', { name: '发布…' }).click()
  // Nobody has an account yet: it is put up, and no number is named.
  const publish = page.getByRole('dialog').getByRole('button', { name: '发布', exact: true })
  await publish.waitFor()
  await shoot(page, 'notice')
  await publish.click()
  await page.getByText(/发出去了/).waitFor()
}
