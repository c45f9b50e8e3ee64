import type { MailLanguage } from '../../preferences.ts';
import type { SignUpServices } from '../services.ts';
import type { Request } from './request.ts';

/** What a request brought about, for logs and metrics. */
export interface SignUpDeed {
  readonly what: 'asked' | 'trapped' | 'confirmed' | 'changed' | 'left';
  readonly subscriberId: string;
}

/** A page to show. */
export interface Page {
  readonly title: string;
  /** HTML: all that stands under the head of the page. */
  readonly main: string;
  readonly language: MailLanguage;
  /** 200 unless told. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Runs in the page; the policy lets in no other. */
  readonly script?: string;
  /** The page is for everybody: search engines may have it, and it is offered in the other languages. */
  readonly isPublic?: boolean;
  readonly did?: SignUpDeed;
}

/** Leads on to another page, by GET (RFC 9110, 15.4.4): to load that again repeats nothing. */
export interface SeeOther {
  readonly seeOther: string;
  readonly did?: SignUpDeed;
}

/** Leads on to the right spelling of an address. */
export interface MovedTo {
  readonly movedTo: string;
  readonly did?: undefined;
}

export type Reply = Page | SeeOther | MovedTo;

/** Answers one method of one path. */
export type Step = (request: Request, services: SignUpServices) => Promise<Reply>;
