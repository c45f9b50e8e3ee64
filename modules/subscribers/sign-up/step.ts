import type { FormRequest } from '../../reader-pages/request.ts';
import type { PageReply } from '../../reader-pages/respond.ts';
import type { SignUpDeed } from './report.ts';
import type { SignUpServices } from './services.ts';

/** An answer, and the change that the request brought about. */
export type SignUpReply = PageReply & { readonly did?: SignUpDeed };

/** Answers one method of one path. */
export type Step = (request: FormRequest, services: SignUpServices) => Promise<SignUpReply>;
