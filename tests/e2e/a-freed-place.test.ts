import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { addDays } from '@yike/shared/time/china'
import { signInAs, startJourney, tuesday, type Journey } from '../support/journey'

let journey: Journey
let service: string
/** A day on which nothing else is planned at this hour. */
const day = addDays(tuesday(), 5)

/** As the console does it: one lunch more with a single place. */
async function layOnOnePlace(origin: string) {
  const send = async <Answer>(where: string, body?: unknown, token?: string): Promise<Answer> => {
    const response = await fetch(`${origin}/api/v1${where}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        'X-Client': 'weapp',
        'Content-Type': 'application/json',
        'Idempotency-Key': crypto.randomUUID(),
        ...(token ? { Authorization: `Bearer ${token}` } : {}),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    })
    expect(response.status).toBe(200)
    return (await response.json()) as Answer
  }
  const staff = await send<{ accessToken: string }>('/staff/auth/login', {
    username: 'admin',
    password: 'demo-yike-15',
  })
  const { items } = await send<{ items: { id: string }[] }>('/services?category=meal')
  await send(
    `/staff/services/${items[0]!.id}/sittings`,
    { days: [day], title: '晚餐', from: 1080, to: 1140, capacity: 1 },
    staff.accessToken,
  )
  return items[0]!.id
}

beforeAll(async () => {
  journey = await startJourney()
  service = await layOnOnePlace(journey.product.origin)
})
afterAll(() => journey.end())

const chooseDay = async (page: Page) => {
  const date = `${Number(day.slice(8))}`
  await page
    .getByRole('radio', { name: new RegExp(`(^|\\D)${date}(\\D|$)`) })
    .first()
    .click()
}

async function begin(name: string) {
  const page = await journey.visit(`/booking/service?id=${service}`)
  await chooseDay(page)
  await page.getByRole('radio', { name: '晚餐' }).click()
  await page.getByRole('button', { name: / 晚餐$/ }).click()
  await page.getByRole('button', { name: /^给我/ }).click()
  await signInAs(page, name)
  return page
}

let first: Page
let second: Page

it('who comes too late for the last place stands in the line, and reads how many come before', async () => {
  first = await begin('王秀英')
  await first.getByRole('button', { name: '给我订好' }).click()
  await first.locator('.code__digits').waitFor()

  second = await begin('赵玉芬')
  await second.getByRole('button', { name: '给我排上队' }).click()
  await second.getByText('排在第一个').waitFor()
  expect(await second.locator('.code__qr').count()).toBe(0)
})

it('the place that is given up is offered to them, and they keep it with one tap', async () => {
  await first.getByRole('button', { name: '不去了，取消' }).click()
  await first.getByRole('button', { name: /^取消 18:00/ }).click()
  await first.getByText('已取消').waitFor()

  await expect
    .poll(
      async () => {
        await second.reload()
        await second.locator('.booking__leave, .code__digits').first().waitFor()
        return second.getByText('轮到我了').count()
      },
      { timeout: 30_000 },
    )
    .toBe(1)
  await second.getByRole('button', { name: '要，给我留着' }).click()
  await second.locator('.code__digits').waitFor()
})
