import { starCase, unstarCase } from '@yike/shared/cases/saved-filter-endpoints'
import { App } from 'antd'
import { Icon } from '../kit/show/Icon'
import { useWrite } from '../lib/query'

interface Props {
  item: { id: string; title: string; starred?: boolean | undefined }
  /** The word beside the star; without one it is a label. */
  word?: boolean
}

/** Puts a case on the person's own shortlist, or takes it off. */
export function Star({ item: { id, title, starred = false }, word }: Props) {
  const { message } = App.useApp()
  const onError = ({ message: words }: Error) => void message.error(words)
  const on = useWrite(starCase)
  const off = useWrite(unstarCase)
  const { mutate, isPending } = starred ? off : on
  return (
    <button
      type='button'
      className={starred ? 'star star--on' : 'star'}
      aria-pressed={starred}
      aria-label={`关注：${title}`}
      title={starred ? '不再关注' : '关注'}
      disabled={isPending}
      onClick={(event) => {
        event.stopPropagation()
        mutate({ id }, { onError })
      }}
    >
      <Icon name='star' />
      {word && (starred ? '关注着' : '关注')}
    </button>
  )
}
