import { SendAnyway } from '../kit/form/unsaved'
import type { ApiError } from './api'

interface Attempt<In> {
  error: ApiError | null
  variables: In | undefined
  isPending: boolean
  mutate: (input: In) => void
}

/** After a refusal because the room has something else then: the same step once more, with the clash accepted. */
export const ScheduleDespiteClash = <In extends { despiteClash?: boolean }>({ of }: { of: Attempt<In> }) =>
  of.error?.code === 'ROOM_TAKEN' &&
  of.variables && (
    <SendAnyway danger loading={of.isPending} onClick={() => of.mutate({ ...of.variables!, despiteClash: true })}>
      撞了也照样排
    </SendAnyway>
  )
