import type { ReactNode } from 'react'
import { View } from '@tarojs/components'
import { Button } from '@/kit/base/button'
import { Field, FieldFrame } from '@/kit/form/field'
import { PhotoGrid } from '@/kit/form/photo-grid'
import { Failed } from '@/kit/page/page-states'
import { Sheet } from '@/kit/sheet/sheet'
import type { ApiError } from '@/lib/api/api'
import type { useQueuedPhotos } from '@/lib/offline/use-queued-photos'

const TEXT_MAX = 500
export const LACKS_TEXT = '写一句话，说清楚再交'

/**
 * The sheet of one step of a case: the fields of the step (`children`), its words, its photos, and the button. When
 * somebody else took a step in between, the case has to be read first, and the words wait.
 */
export function StepFrame({
  words,
  brief,
  text,
  problem,
  photos,
  templates,
  step: { busy, error, forget },
  onText,
  onSubmit,
  onClose,
  onChange,
  children,
}: {
  words: { label: string; submit: string; asks: string; photos?: string | null }
  /** Facts to know before the step is taken. */
  brief?: string
  text: string
  /** The fault of the words, once the button was tapped. */
  problem: string | undefined
  photos: Pick<ReturnType<typeof useQueuedPhotos>, 'grid' | 'refusal'>
  /** Below the box, where the resident reads the words: the reply templates. */
  templates?: ReactNode
  step: { busy: boolean; error: ApiError | undefined; forget: () => void }
  onText: (text: string) => void
  onSubmit: () => Promise<void>
  onClose: () => void
  /** Reads the case anew. */
  onChange: () => Promise<void>
  children?: ReactNode
}) {
  const lookAgain = async () => {
    forget()
    await onChange()
  }
  return (
    <Sheet
      open
      title={words.label}
      brief={brief}
      onClose={onClose}
      foot={
        <Button look='main' block busy={busy && '正在交…'} onTap={() => void onSubmit()}>
          {words.submit}
        </Button>
      }
    >
      {children}
      <Field label={words.asks} long maxLength={TEXT_MAX} value={text} problem={problem} onChange={onText} />
      {templates}
      {words.photos && (
        <FieldFrame label={words.photos} optional='没有也行' problem={photos.refusal}>
          <PhotoGrid {...photos.grid} />
        </FieldFrame>
      )}
      {error && (
        <View className='desk__more'>
          <Failed error={error} onRetry={() => void (error.code === 'CASE_MOVED' ? lookAgain() : onSubmit())} />
        </View>
      )}
    </Sheet>
  )
}
