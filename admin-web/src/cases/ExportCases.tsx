import { exportCases } from '@yike/shared/cases/export-endpoints'
import type { InputOf } from '@yike/shared/endpoint'
import { dayOf } from '@yike/shared/time/china'
import { Button } from 'antd'
import { useState } from 'react'
import { Refusal } from '../kit/form/Refusal'
import { download } from '../lib/api'
import { saveFile } from '../lib/saveFile'

/** The list as it is filtered, as a file of Excel. */
export function ExportCases({ filters }: { filters: InputOf<typeof exportCases> }) {
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState<Error | null>(null)
  const save = () => {
    setBusy(true)
    setError(null)
    void download(exportCases, filters)
      .then((file) => saveFile(`诉求 ${dayOf(new Date())}.xlsx`, file))
      .catch((cause: unknown) => setError(cause as Error))
      .finally(() => setBusy(false))
  }
  return (
    <span className='row push'>
      <Refusal error={error} />
      <Button loading={isBusy} onClick={save}>
        导出 Excel
      </Button>
    </span>
  )
}
