"""Where a page takes uploads: noted for the server, its refusals shown, what is done with let go.

What may be uploaded is returns' upload_limits'; refusing a request is commands'.
"""

from collections.abc import Iterable

from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from dashboard.returns.arrivals.upload_limits import PAGES


def shows(is_shown: bool) -> list[str]:
    """Note whether this page takes uploads; what was refused to it and is still to be said."""
    context = get_script_run_ctx()
    if context is None:
        return []
    PAGES.shows(context.session_id, is_shown)
    waiting = context.uploaded_file_mgr.file_storage.get(context.session_id, {})  # type: ignore[attr-defined]
    return PAGES.told(context.session_id, len(waiting))


def let_go(files: Iterable[UploadedFile]) -> None:
    """Forget files that were taken in, so that they no longer count as waiting."""
    context = get_script_run_ctx()
    if context is not None:
        for file in files:
            context.uploaded_file_mgr.remove_file(  # type: ignore[attr-defined]
                session_id=context.session_id, file_id=file.file_id
            )
