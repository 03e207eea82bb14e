import { hideCaseWords } from '@yike/shared/cases/hidden-word-endpoints'
import { PASSAGE_MAX, PASSAGE_MIN, PASSAGES_MAX, REPORT_PARTS, type ReportPart } from '@yike/shared/cases/hidden-words'
import type { StaffCase } from '@yike/shared/cases/schemas'
import { App, Button, Checkbox, Form, Select } from 'antd'
import { useRef } from 'react'
import { Refusal } from '../kit/form/Refusal'
import { GuardedForm, GuardedModal } from '../kit/form/unsaved'
import { useWrite } from '../lib/query'

interface Fields {
  passages?: string[]
  whole?: string[]
}

/** A text of a case: `report:title`, `step:4`. */
interface Text {
  key: string
  label: string
  text: string
}

const textsOf = (item: StaffCase): Text[] => {
  const report: Record<ReportPart, string | null> = {
    title: item.title,
    description: item.description,
    address: item.address,
  }
  const parts = (Object.keys(report) as ReportPart[]).map((part) => ({
    ...{ key: `report:${part}`, label: REPORT_PARTS[part], text: report[part] ?? '' },
  }))
  const steps = item.timeline
    .filter(({ kind }) => kind !== 'office_noted')
    .map(({ seq, what, who, why }) => ({ key: `step:${seq}`, label: `${what}（${who}）`, text: why ?? '' }))
  return [...parts, ...steps].filter(({ text }) => text !== '')
}

const chosenIn = (whole: readonly string[], kind: string) =>
  whole.filter((key) => key.startsWith(`${kind}:`)).map((key) => key.slice(kind.length + 1))

/** Hides words of a case: those selected in its texts or typed, wherever they stand, or a text as a whole. */
export function HideWords({ item, onClose }: { item: StaffCase; onClose: () => void }) {
  const { message } = App.useApp()
  const [form] = Form.useForm<Fields>()
  const texts = useRef<HTMLDivElement>(null)
  const hide = useWrite(hideCaseWords, () => {
    void message.success('隐去了，别人看不到了')
    onClose()
  })
  const addSelected = () => {
    const selection = window.getSelection()
    const said = selection?.toString().trim() ?? ''
    if (!selection?.anchorNode || !texts.current?.contains(selection.anchorNode) || said.length < PASSAGE_MIN)
      return void message.info(`先在上面的原话里选中要隐去的字，至少 ${PASSAGE_MIN} 个`)
    const before = form.getFieldValue('passages') as string[] | undefined
    form.setFieldValue('passages', [...new Set([...(before ?? []), said])])
    selection.removeAllRanges()
  }
  const send = ({ passages = [], whole = [] }: Fields) =>
    hide.mutate({
      ...{ id: item.id, passages },
      parts: chosenIn(whole, 'report') as ReportPart[],
      steps: chosenIn(whole, 'step').map(Number),
    })
  return (
    <GuardedModal open title='隐去字句' footer={null} width={640} destroyOnHidden onCancel={onClose}>
      <p className='note'>
        隐去后，同事、承办单位、邻居、导出和打印里都看不到；写的人自己还看得到。原话封存着，社区管理员能看、能恢复。
      </p>
      <GuardedForm<Fields> form={form} layout='vertical' requiredMark={false} onFinish={send}>
        <Form.Item name='whole' label='整段隐去'>
          <Checkbox.Group className='hide-words' aria-label='整段隐去哪些'>
            <div ref={texts}>
              {textsOf(item).map(({ key, label, text }) => (
                <div key={key} className='hide-words__i'>
                  <Checkbox value={key} aria-label={`整段隐去：${label}`}>
                    {label}
                  </Checkbox>
                  <p className='words'>{text}</p>
                </div>
              ))}
            </div>
          </Checkbox.Group>
        </Form.Item>
        <Button onClick={addSelected}>隐去选中的字</Button>
        <Form.Item
          className='hide-words__passages'
          name='passages'
          label='隐去这些字'
          extra='在上面选中再点“隐去选中的字”，或者直接打字按回车。这件里每一处都会隐去。'
          rules={[
            {
              validator: (_, passages: string[] = []) =>
                passages.some((one) => one.length < PASSAGE_MIN || one.length > PASSAGE_MAX)
                  ? Promise.reject(new Error(`每一处写 ${PASSAGE_MIN} 到 ${PASSAGE_MAX} 个字`))
                  : Promise.resolve(),
            },
          ]}
        >
          <Select mode='tags' open={false} suffixIcon={null} maxCount={PASSAGES_MAX} tokenSeparators={['\n']} />
        </Form.Item>
        <Refusal error={hide.error} />
        <div className='form-foot'>
          <Button type='primary' htmlType='submit' loading={hide.isPending}>
            隐去
          </Button>
          <Button type='text' onClick={onClose}>
            先不
          </Button>
        </div>
      </GuardedForm>
    </GuardedModal>
  )
}
