"""The least a Streamlit page can do when a control changes: the floor under every click.

The dashboard's own pages are measured beside it in click_to_settled.py.
"""

import streamlit as st

st.set_page_config(page_title="Empty page")
choice = st.selectbox("Choice", ["First", "Second"])
choices = st.multiselect("Choices", ["First", "Second"])
st.write(f"Chosen: {choice}; {len(choices)} more.")
