import { Icon } from '../show/Icon'
import { useRefused } from './sent'

/** The reason of the refusal, beside the button that was tried; the typed text stays. */
export const Refusal = ({
  error,
}: {
  error: (Error & { details?: { fields?: Record<string, string[]>; form?: string[] } }) | null
}) => {
  useRefused(error !== null)
  return (
    error && (
      <div className='refusal' role='alert'>
        <Icon name='warn' />
        <div>
          {error.message}
          {[...(error.details?.form ?? []), ...Object.values(error.details?.fields ?? {}).flat()].map((sentence) => (
            <div key={sentence}>{sentence}</div>
          ))}
        </div>
      </div>
    )
  )
}
