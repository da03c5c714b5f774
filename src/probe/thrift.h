/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Memory that only the start needed.
 */
#pragma once

/** Lets the system take back the pages of code and constants, of this program and its libraries;
 * those that are needed again come back by themselves. Nothing is lost if it does not work. */
void hopmap_thrift (void);
