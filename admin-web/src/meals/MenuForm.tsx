import type { InputOf } from '@yike/shared/endpoint'
import type { setMenus } from '@yike/shared/meals/endpoints'
import { ALLERGENS, ALLERGEN_CODES, DIETS, DIET_CODES } from '@yike/shared/meals/kinds'
import type { Photo } from '@yike/shared/files/schemas'
import { Button, Form, Input, InputNumber, Select } from 'antd'
import { GuardedDrawer, GuardedForm } from '../kit/form/unsaved'
import { PhotoField } from '../lib/PhotoField'

/** A dish as the page keeps it until the week is saved: with its photo, of which only the id is sent. */
export type DishDraft = Omit<InputOf<typeof setMenus>['menus'][number]['dishes'][number], 'photoId'> & {
  photo: Photo | null
}

interface Line {
  id?: string
  name: string
  yuan?: number | null
  most?: number | null
  choice?: string | null
  diets?: DishDraft['diets']
  allergens?: DishDraft['allergens']
  photos?: Photo[]
  /** Sittings of other days that get it too. */
  also?: string[]
}

interface Props {
  title: string
  dishes: DishDraft[]
  others: { value: string; label: string }[]
  onClose: () => void
  onDone: (dishes: DishDraft[], spread: { sittingId: string; dish: DishDraft }[]) => void
}

const optionsOf = <Code extends string>(codes: readonly Code[], labels: Record<Code, string>) =>
  codes.map((value) => ({ value, label: labels[value] }))

/** The dishes of one sitting. Nothing is saved here: the page saves the week. */
export function MenuForm({ title, dishes, others, onClose, onDone }: Props) {
  const submit = ({ lines }: { lines: Line[] }) => {
    const written = lines.map((line) => ({ line, dish: dishOf(line) }))
    onDone(
      written.map(({ dish }) => dish),
      written.flatMap(({ line, dish }) => (line.also ?? []).map((sittingId) => ({ sittingId, dish }))),
    )
  }
  return (
    <GuardedDrawer open title={title} size={720} onClose={onClose}>
      <GuardedForm<{ lines: Line[] }>
        layout='vertical'
        requiredMark={false}
        initialValues={{ lines: dishes.map(lineOf) }}
        onFinish={submit}
      >
        <Form.List name='lines'>
          {(fields, { add, remove }) => (
            <>
              {fields.map(({ key, name }) => (
                <div key={key} className='dish'>
                  <div className='dish__row'>
                    <Form.Item
                      name={[name, 'name']}
                      label='菜名'
                      rules={[{ required: true, whitespace: true, message: '写菜名' }]}
                    >
                      <Input maxLength={20} />
                    </Form.Item>
                    <Form.Item name={[name, 'yuan']} label='另加（元）'>
                      <InputNumber min={0} max={1000} placeholder='不加钱' />
                    </Form.Item>
                    <Form.Item name={[name, 'most']} label='最多几份'>
                      <InputNumber min={1} max={2000} precision={0} placeholder='不限' />
                    </Form.Item>
                    <Form.Item name={[name, 'choice']} label='几样选一'>
                      <Input maxLength={8} placeholder='比如：主食' />
                    </Form.Item>
                    <Form.Item label=' '>
                      <Button type='text' danger onClick={() => remove(name)}>
                        去掉
                      </Button>
                    </Form.Item>
                  </div>
                  <div className='dish__row'>
                    <Form.Item name={[name, 'diets']} label='适合'>
                      <Select mode='multiple' options={optionsOf(DIET_CODES, DIETS)} />
                    </Form.Item>
                    <Form.Item name={[name, 'allergens']} label='含过敏原'>
                      <Select mode='multiple' options={optionsOf(ALLERGEN_CODES, ALLERGENS)} />
                    </Form.Item>
                    <Form.Item name={[name, 'also']} label='这几天也有'>
                      <Select mode='multiple' options={others} placeholder='只有这一天' />
                    </Form.Item>
                  </div>
                  <Form.Item name={[name, 'photos']} label='照片'>
                    <PhotoField max={1} />
                  </Form.Item>
                </div>
              ))}
              <Button block disabled={fields.length >= 20} onClick={() => add({ name: '' })}>
                加一道菜
              </Button>
            </>
          )}
        </Form.List>
        <div className='form-foot'>
          <Button type='primary' htmlType='submit'>
            放进菜单
          </Button>
          <Button type='text' onClick={onClose}>
            先不改
          </Button>
        </div>
      </GuardedForm>
    </GuardedDrawer>
  )
}

const lineOf = ({ priceFen, photo, ...dish }: DishDraft): Line => ({
  ...dish,
  photos: photo ? [photo] : [],
  yuan: priceFen === null || priceFen === undefined ? null : priceFen / 100,
})

const dishOf = ({ id, name, yuan, most, choice, diets, allergens, photos }: Line): DishDraft => ({
  id: id ?? crypto.randomUUID().slice(0, 8),
  name: name.trim(),
  priceFen: yuan === null || yuan === undefined ? null : Math.round(yuan * 100),
  most: most ?? null,
  choice: choice?.trim() || null,
  diets: diets ?? [],
  allergens: allergens ?? [],
  photo: photos?.[0] ?? null,
})
