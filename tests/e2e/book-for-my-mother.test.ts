import { afterAll, beforeAll, expect, it } from 'vitest'
import { signInAs, startJourney, type Journey } from '../support/journey'
import { openAddress } from '../support/page-addresses'

let journey: Journey
beforeAll(async () => {
  journey = await startJourney()
})
afterAll(() => journey.end())

it('a daughter books from the page of her family what her mother usually has', async () => {
  const daughter = await journey.visit('/#/people/sign-in')
  await signInAs(daughter, '王秀英')
  await daughter.getByRole('link', { name: /替家人约/ }).click()
  const mother = daughter.locator('.section').filter({ hasText: '妈妈 李桂兰' })
  await mother.getByRole('link', { name: /午餐/ }).click()
  // The mother's price is beside the button, before the tap.
  await daughter
    .getByRole('button', { name: /^订 .+，4 元$/ })
    .first()
    .waitFor()
})

it('regular visits are offered at times there are, and what cannot be had is said before the tap', async () => {
  const daughter = await journey.visit('/#/people/sign-in')
  await signInAs(daughter, '王秀英')
  await daughter.getByRole('link', { name: /替家人约/ }).click()
  const mother = daughter.locator('.section').filter({ hasText: '妈妈 李桂兰' })
  await mother.getByRole('link', { name: /上门打扫/ }).click()
  await daughter.getByRole('link', { name: /定期约/ }).click()
  const offered = daughter.getByRole('checkbox')
  await offered.first().waitFor()
  const chips = await offered.allInnerTexts()
  expect(chips).toEqual(['周二', '周四', '8:30'])
  await offered.first().click()
  await daughter.getByText(/现在能约上\s\d+\s次/).waitFor()
})

it('home leads a daughter to her open reports, and a year that is to come is said to be one', async () => {
  const daughter = await journey.visit('/#/people/sign-in')
  await signInAs(daughter, '王秀英')
  await daughter.getByRole('link', { name: /反映问题.*件在办/ }).click()
  await daughter.getByRole('heading', { name: '我反映的事' }).waitFor()
  await openAddress(daughter, 'people/profile')
  await daughter.getByLabel('出生年份').fill('2050')
  await daughter.getByText('2050 年还没到，再看看').waitFor()
})

it('somebody whom the family wrote down is asked at the first sign-in, and finds what was booked for them', async () => {
  const mother = await journey.visit('/#/people/sign-in')
  await mother.getByLabel('您叫什么').fill('李桂兰')
  await mother.getByRole('checkbox', { name: '我看过并同意用户协议和隐私说明' }).click()
  await mother.getByRole('button', { name: '以李桂兰的身份登录' }).click()
  await mother.getByText('1944 年生，王秀英登记的').waitFor()
  await mother.getByRole('button', { name: '就是我，我是李桂兰' }).click()
  await mother.getByRole('link', { name: /9:00 颐园养老服务站/ }).waitFor()
})
