/* What Tasklist gains for the label: French forms, the dossier beside the form, our navigation, refusals in French. */
import '../../../../js/form-js-fr.js';
import '../../../../js/webapps/common.js';
import './ecoquartier-draft.js';
import './ecoquartier-order.js';
import './ecoquartier-submission.js';
import dossierTab from './ecoquartier-dossier.js';
import navigation from './ecoquartier-navigation.js';
import standIn from './ecoquartier-stand-in.js';

export default [dossierTab, navigation, standIn];
