import { ServiceModel } from '../../directory/model'

export const serviceNamed = async (name: string) => (await ServiceModel.findOne({ name }).lean())!
