import { getMenus, setMenus } from '@yike/shared/meals/endpoints'
import type { MenuWeek } from '@yike/shared/meals/schemas'
import { addDays, clockOf, dayOf, mondayOf } from '@yike/shared/time/china'
import { Button } from 'antd'
import { useState } from 'react'
import { Link, useLocation } from 'react-router'
import { Empty, Failed, Loading } from '../kit/page/PageStates'
import { useNow } from '../kit/hooks/useNow'
import { PrintSheet } from '../kit/show/PrintSheet'
import { fullDay, tie, yuan } from '../kit/show/text'
import { useRead, useWrite } from '../lib/query'
import { useUnsaved } from '../kit/form/unsaved'
import { MealsHead, ServiceSelect, useMealServices } from './MealsHead'
import { MenuForm, type DishDraft } from './MenuForm'
import './meals.css'

type Menu = MenuWeek['items'][number]

const draftOf = ({ dishes }: Pick<Menu, 'dishes'>): DishDraft[] =>
  dishes.map(({ id, name, priceFen, diets, allergens, photo, most, choice }) => ({
    id,
    name,
    priceFen,
    diets: diets.map(({ code }) => code) as DishDraft['diets'],
    allergens: allergens.map(({ code }) => code) as DishDraft['allergens'],
    photo,
    most,
    choice,
  }))

const asInput = ({ photo, ...dish }: DishDraft) => ({ ...dish, photoId: photo?.id ?? null })

const DAYS = 7

/** A week of menus on one page. Another week or canteen starts the page anew; unsaved menus are asked about first. */
export default function MenusPage() {
  const { search } = useLocation()
  return <Week key={search} />
}

/** The menus are written cell by cell, one dish over several days, or all of it copied from last week. */
function Week() {
  const services = useMealServices()
  const { chosen, address, change } = services
  const now = useNow()
  const from = address.week ?? mondayOf(dayOf(now))
  const menus = useRead(getMenus, { id: chosen?.id ?? '', from }, { enabled: chosen !== undefined })
  const [drafts, setDrafts] = useState<Record<string, DishDraft[]>>({})
  const [editing, setEditing] = useState<string>()
  const save = useWrite(setMenus, ({ refused }) =>
    setDrafts((before) => Object.fromEntries(refused.map(({ sittingId }) => [sittingId, before[sittingId] ?? []]))),
  )
  const week = menus.data
  const error = services.error ?? menus.error
  const items = week?.items.filter(({ state }) => state.code === 'open') ?? []
  const days = Array.from({ length: DAYS }, (_, at) => addDays(from, at))
  const titles = [...new Set(items.map(({ title }) => title))]
  const at = (day: string, title: string) => items.find((one) => one.day === day && one.title === title)
  const dishesOf = (menu: Menu) => drafts[menu.sittingId] ?? draftOf(menu)
  const changed = Object.keys(drafts)
  const edited = items.find(({ sittingId }) => sittingId === editing)
  const goTo = (next: string) => change({ week: next })
  useUnsaved(changed.length > 0)

  const copyLastWeek = () => {
    const copied = items.flatMap((menu) => {
      const before = week?.before.find(({ day, title }) => day === addDays(menu.day, -DAYS) && title === menu.title)
      return before && before.dishes.length > 0 ? [[menu.sittingId, draftOf(before)] as const] : []
    })
    setDrafts((drafts) => ({ ...drafts, ...Object.fromEntries(copied) }))
  }
  const submit = () =>
    chosen &&
    save.mutate({
      id: chosen.id,
      menus: changed.flatMap((sittingId) => {
        const menu = items.find((one) => one.sittingId === sittingId)
        return menu ? [{ sittingId, revision: menu.revision, dishes: (drafts[sittingId] ?? []).map(asInput) }] : []
      }),
    })

  return (
    <>
      <MealsHead
        title='一周菜单'
        note={`${fullDay(from)} 到 ${fullDay(addDays(from, DAYS - 1))}`}
        tools={
          <>
            <ServiceSelect {...services} />
            <Button onClick={() => goTo(addDays(from, -DAYS))}>上一周</Button>
            <Button onClick={() => goTo(addDays(from, DAYS))}>下一周</Button>
            {items.length > 0 && (
              <PrintSheet
                label='打印'
                title={`${chosen?.placeName ?? ''} ${chosen?.name ?? ''}`}
                stamp={`${fullDay(from)} 到 ${fullDay(addDays(from, DAYS - 1))}`}
              >
                <table>
                  <tbody>
                    {days.map((day) => (
                      <tr key={day}>
                        <td>{fullDay(day)}</td>
                        {titles.map((title) => {
                          const menu = at(day, title)
                          return (
                            <td key={title}>
                              {menu &&
                                `${title}：${dishesOf(menu)
                                  .map(({ name }) => name)
                                  .join('、')}`}
                            </td>
                          )
                        })}
                      </tr>
                    ))}
                  </tbody>
                </table>
              </PrintSheet>
            )}
            {week?.can.edit && <Button onClick={copyLastWeek}>照抄上周</Button>}
            {week?.can.edit && (
              <Button type='primary' disabled={changed.length === 0} loading={save.isPending} onClick={submit}>
                {changed.length === 0 ? '没有改动' : `存好 ${changed.length} 场`}
              </Button>
            )}
          </>
        }
      />
      {save.data && save.data.refused.length > 0 && (
        <p className='refusal' role='alert'>
          {save.data.refused
            .map(({ sittingId, reason }) => {
              const menu = items.find((one) => one.sittingId === sittingId)
              return menu ? `${fullDay(menu.day)} ${menu.title}：${reason}` : reason
            })
            .join('；')}
        </p>
      )}
      {save.error && (
        <p className='refusal' role='alert'>
          {save.error.message}
        </p>
      )}
      <section className='pane'>
        {error && !week ? (
          <Failed error={error} onRetry={menus.refetch} />
        ) : services.data && !chosen ? (
          <Empty text='还没有助餐服务。'>
            <Link to='/services/new'>加一项</Link>
          </Empty>
        ) : !week ? (
          <Loading />
        ) : items.length === 0 ? (
          <Empty text='这一周还没有排场次，先排场次再写菜单。'>
            <Link to={`/services/${chosen?.id ?? ''}/sittings`}>去排场次</Link>
          </Empty>
        ) : (
          <table className='menus'>
            <thead>
              <tr>
                <th className='menus__title' />
                {days.map((day) => (
                  <th key={day} className='nums'>
                    {fullDay(day)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {titles.map((title) => (
                <tr key={title}>
                  <th className='menus__title'>{title}</th>
                  {days.map((day) => {
                    const menu = at(day, title)
                    return (
                      <td key={day}>
                        {menu ? (
                          <Cell
                            menu={menu}
                            dishes={dishesOf(menu)}
                            isChanged={menu.sittingId in drafts}
                            onEdit={week.can.edit ? () => setEditing(menu.sittingId) : undefined}
                          />
                        ) : (
                          <span className='note'>没排</span>
                        )}
                      </td>
                    )
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </section>
      {edited && (
        <MenuForm
          key={edited.sittingId}
          title={`${fullDay(edited.day)} ${edited.title}`}
          dishes={dishesOf(edited)}
          others={items
            .filter(({ sittingId, title }) => sittingId !== edited.sittingId && title === edited.title)
            .map(({ sittingId, day }) => ({ value: sittingId, label: fullDay(day) }))}
          onClose={() => setEditing(undefined)}
          onDone={(dishes, spread) => {
            setEditing(undefined)
            setDrafts((before) => {
              const next = { ...before, [edited.sittingId]: dishes }
              for (const { sittingId, dish } of spread) {
                const menu = items.find((one) => one.sittingId === sittingId)
                if (!menu) continue
                const there = next[sittingId] ?? draftOf(menu)
                next[sittingId] = [...there.filter(({ name }) => name !== dish.name), dish]
              }
              return next
            })
          }}
        />
      )}
    </>
  )
}

function Cell({
  menu,
  dishes,
  isChanged,
  onEdit,
}: {
  menu: Menu
  dishes: DishDraft[]
  isChanged: boolean
  onEdit?: () => void
}) {
  const name = `${fullDay(menu.day)} ${menu.title}的菜单`
  return (
    <button
      type='button'
      className={`plain-button menus__cell${isChanged ? ' menus__cell--changed' : ''}`}
      disabled={!onEdit}
      onClick={onEdit}
    >
      <span className='unseen'>{name}</span>
      <span className='note nums'>
        {clockOf(new Date(menu.startsAt))}
        {menu.taken > 0 && `，订了 ${tie(menu.taken, '份')}`}
      </span>
      {dishes.length === 0 && <span className='menus__dish note'>还没写菜</span>}
      {dishes.map(({ id, name: dish, priceFen, most }) => (
        <span key={id} className='menus__dish'>
          {dish}
          {priceFen ? <span className='note'> 加{yuan(priceFen)}</span> : null}
          {most ? <span className='note'> 限{tie(most, '份')}</span> : null}
        </span>
      ))}
    </button>
  )
}
