import { useMe } from '../lib/useMe'
import { Loading } from '../kit/page/PageStates'
import { AskedAdmissions } from './AskedAdmissions'
import { StreetAdmissions } from './StreetAdmissions'
import './admission.css'

/** 工作准入: for a department the works that it asked for; for the office those of its street. */
export default function AdmissionsPage() {
  const { me, may } = useMe()
  if (!me) return <Loading />
  return may('admission.work') ? <StreetAdmissions /> : <AskedAdmissions />
}
