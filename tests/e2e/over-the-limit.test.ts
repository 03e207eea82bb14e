import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { signInAs, startJourney, type Journey } from '../support/journey'
import { openAddress } from '../support/page-addresses'

let journey: Journey
let resident: Page
beforeAll(async () => {
  journey = await startJourney()
  resident = await journey.visit('/#/people/sign-in')
})
afterAll(() => journey.end())

const LONG_FIELD = { label: '什么事', most: 2000 }
const ONE_LINE = { label: '您叫什么', most: 100 }
const SEARCH = { label: '找地方', most: 40 }

/** Pastes a text seven characters too long: the field keeps it whole and says how much is too much. */
async function pasteOver({ label, most }: typeof ONE_LINE) {
  const field = resident.getByLabel(label)
  const text = '灯'.repeat(most + 7)
  await field.fill('')
  await field.focus()
  await resident.keyboard.insertText(text)
  await resident.getByText(`${most + 7}/${most}，多了 7 个字，删短一点`).waitFor()
  expect(await field.inputValue()).toBe(text)
  expect(await field.getAttribute('aria-invalid')).toBe('true')
  return field
}

it('counts a name that is too long, and no longer once it is shorter', async () => {
  const field = await pasteOver(ONE_LINE)
  await field.fill('王秀英')
  await expect.poll(() => resident.locator('.field__bad').count()).toBe(0)
  await signInAs(resident, '王秀英')
  await resident.getByText('一刻钟内').waitFor()
})

it('counts the words of a search', async () => {
  await openAddress(resident, 'directory/circle')
  await pasteOver(SEARCH)
})

it('counts a report, keeps all of it when it is sent, and takes the shortened one', async () => {
  await openAddress(resident, 'cases/form')
  const field = await pasteOver(LONG_FIELD)
  await resident.getByRole('button', { name: '交给社区' }).click()
  await resident.getByText('最多 2000 个字').waitFor()
  expect((await field.inputValue()).length).toBe(LONG_FIELD.most + 7)
  await field.fill('九号楼门口的路灯灭了三天')
  await resident.getByRole('button', { name: '交给社区' }).click()
  await resident.getByText('最晚答复您').waitFor()
})
