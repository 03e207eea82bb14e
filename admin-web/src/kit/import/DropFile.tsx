import { TABLE_MAX_BYTES, TABLE_MAX_ROWS } from '@yike/shared/files/tables'
import { useState } from 'react'
import { Refusal } from '../form/Refusal'
import { tie } from '../show/text'
import './import.css'

/** A field for one table, by choosing or dropping it; a refusal stands below. */
export function DropFile({
  kinds,
  accept,
  maxRows = TABLE_MAX_ROWS,
  onFile,
}: {
  /** 「Excel（.xlsx）或 CSV」 */
  kinds: string
  accept: string
  maxRows?: number
  onFile: (file: File) => Promise<void>
}) {
  const [error, setError] = useState<Parameters<typeof Refusal>[0]['error']>(null)
  const [isBusy, setBusy] = useState(false)
  const [isOver, setOver] = useState(false)
  const send = async (file: File | undefined) => {
    if (!file) return
    setBusy(true)
    setError(null)
    try {
      await onFile(file)
    } catch (cause) {
      setError(cause as NonNullable<typeof error>)
      setBusy(false)
    }
  }
  return (
    <>
      <label
        className={`drop ${isOver ? 'drop--over' : ''}`}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault()
          setOver(false)
          void send(event.dataTransfer.files[0])
        }}
      >
        <span className='lead'>{isBusy ? '正在读…' : '选一个文件，或拖到这里'}</span>
        <span className='note'>
          {kinds}，第一行是列名，最多 {tie(maxRows, '行')}、{TABLE_MAX_BYTES / 1024 / 1024} MB
        </span>
        <input
          type='file'
          className='unseen'
          accept={accept}
          disabled={isBusy}
          onChange={(event) => {
            void send(event.target.files?.[0])
            event.target.value = ''
          }}
        />
      </label>
      <Refusal error={error} />
    </>
  )
}
